package dev.tidings.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Update;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What are clients of Mercure 0.x told of a subscription? Rules of draft 07, sections "Subscription Events" and "Subscription API". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Subscription0xTest {

    private static final String ID = "urn:uuid:bb3de268-05b0-4c65-b44e-8f9acefc29d6";
    private static final String TOPIC = "/.well-known/mercure/subscriptions/https%3A%2F%2Fexample.com%2F%7Bselector%7D/"
            + "urn%3Auuid%3Abb3de268-05b0-4c65-b44e-8f9acefc29d6";

    private static Subscription0x of(String match, String payload) {
        var subscription = new Subscription(
                Subscription.path(Roll.HUB, "uritemplate", match, ID),
                "uritemplate",
                match,
                ID,
                Optional.of(new Person("https://issuer.example", "ann")),
                Optional.ofNullable(payload));
        return new Subscription0x(Roll.HUB, subscription);
    }

    @Test
    void its_document_is_that_of_the_draft() {
        Subscription0x some = of("https://example.com/{selector}", "[1]");
        String members =
                "\"id\":\"" + TOPIC + "\",\"type\":\"Subscription\",\"topic\":\"https://example.com/{selector}\","
                        + "\"subscriber\":\"" + ID + "\",\"active\":true,\"payload\":[1]";
        assertThat(some.topic()).isEqualTo(TOPIC);
        assertThat(some.json(true)).isEqualTo("{\"@context\":\"https://mercure.rocks/\"," + members + "}");
        assertThat(some.json("#e-7"))
                .isEqualTo("{\"@context\":\"https://mercure.rocks/\"," + members + ",\"lastEventID\":\"#e-7\"}");
        assertThat(some.nested()).isEqualTo("{" + members + "}");
    }

    @Test
    void a_selector_stays_within_its_string() {
        assertThat(of("a\",\"active\":\"", null).json(false))
                .contains("\"topic\":\"a\\u0022,\\u0022active\\u0022:\\u0022\"")
                .endsWith("\"active\":false}");
    }

    @Test
    void what_a_stream_asks_for_in_the_same_text_as_two_types_is_told_once() {
        try (Roll roll = Roll.in0x()) {
            roll.open("ann", Roll.match("exact", "a"), Roll.match("urlpattern", "a"), Roll.match("exact", "b"));
            assertThat(roll.updates(0).stream().filter(update -> update.type().isEmpty()))
                    .map(update -> update.topics().get(0))
                    .doesNotHaveDuplicates()
                    .hasSize(2);
            assertThat(roll.updates(0)).hasSize(5);
        }
    }

    @Test
    void where_it_is_switched_on_each_is_told_twice_and_else_once() {
        try (Roll roll = Roll.in0x()) {
            roll.open("ann", "a").gone();
            await().until(() -> roll.updates(0).size() == 4);
            List<Update> updates = roll.updates(0);
            assertThat(updates).allMatch(Update::isPrivate);
            assertThat(updates.subList(0, 2)).allMatch(Roll::isActive);
            assertThat(updates.subList(2, 4)).noneMatch(Roll::isActive);
            assertThat(updates.subList(2, 4))
                    .extracting(Update::type)
                    .containsExactlyInAnyOrder(Optional.of("mercure"), Optional.empty());
            String id = roll.updates(0).stream()
                    .filter(update -> update.type().isEmpty())
                    .map(update -> update.topics().get(0))
                    .distinct()
                    .reduce("", String::concat);
            assertThat(id).matches("/\\.well-known/mercure/subscriptions/a/urn%3Auuid%3A[0-9a-f-]{36}");
        }
        try (Roll roll = new Roll(Duration.ZERO)) {
            roll.open("ann", "a");
            assertThat(roll.updates(0)).hasSize(1);
        }
    }
}
