package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told by Mercure 0.x, in a real server, who listens? Rules of draft 07, section "Active Subscriptions". */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class Mercure0xSubscriptionsIT {

    private static final String ALL = "/.well-known/mercure/subscriptions";

    /** As the demonstrations of Mercure have it. */
    private static final OldToken INSIDER =
            Mercure0xHub.subscriber("{scheme}://{+host}/demo/{id}", ALL + "{/topic}{/subscriber}");

    @ArquillianResource
    private URI root;

    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return Mercure0xHub.war(
                "mercure-0x-subscriptions.war", true, "tidings.subscriptions=true", "tidings.stream.heartbeat=1s");
    }

    @BeforeEach
    void resolve() {
        hub = MercureHub.at(root);
    }

    private EventStream listen(String query, OldToken token) {
        return hub.listen(Mercure0xHub.query(query), Map.of("Authorization", "Bearer " + token.token()));
    }

    private Connection.Answer ask(String path, String header) {
        return Connection.ask(
                URI.create(hub.uri() + path.substring("/.well-known/mercure".length())), "GET", "", header);
    }

    private static Map<String, Object> json(String text) {
        try {
            return JsonUtil.parseJson(text);
        } catch (JoseException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    private static List<Map<String, Object>> of(String topic, EventStream watcher) {
        return watcher.data().stream()
                .map(Mercure0xSubscriptionsIT::json)
                .filter(each -> each.get("topic").equals(topic))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"topic=plain, plain", "topic=order-{id}, order-{id}", "match=by-1-0, by-1-0"})
    void whoever_was_granted_it_is_told_who_comes_and_goes_and_finds_them_meanwhile(String query, String topic) {
        OldToken payload = Mercure0xHub.subscriber("other")
                .with("mercure", Map.of("subscribe", List.of("other"), "payload", List.of("Ann")));
        boolean isOld = query.startsWith("topic");
        try (EventStream watcher = listen("topic=" + ALL + "/{topic}/{subscriber}", INSIDER)) {
            Map<String, Object> begun;
            try (EventStream someone = isOld ? listen(query, payload) : hub.listen(query)) {
                await().until(() -> !of(topic, watcher).isEmpty());
                begun = of(topic, watcher).get(0);
                assertThat(begun)
                        .containsEntry("@context", "https://mercure.rocks/")
                        .containsEntry("type", "Subscription")
                        .containsEntry("active", true);
                assertThat(begun.get("payload")).isEqualTo(isOld ? List.of("Ann") : null);
                String id = (String) begun.get("id");
                assertThat(id).startsWith(ALL + "/" + Http.encode(topic) + "/urn%3Auuid%3A");
                Map<String, Object> one = json(answer(id).body());
                assertThat(one).containsAllEntriesOf(begun).containsKey("lastEventID");
                for (String collection : List.of(ALL, id.substring(0, id.lastIndexOf('/')))) {
                    assertThat(json(answer(collection).body()))
                            .containsEntry("id", collection)
                            .containsEntry("type", "Subscriptions")
                            .containsKeys("lastEventID", "@context");
                    assertThat(answer(collection).body()).contains("\"" + id + "\"");
                }
                assertThat(someone.data()).isEmpty();
            }
            await().until(() -> of(topic, watcher).size() == 2);
            Map<String, Object> over = of(topic, watcher).get(1);
            assertThat(over).containsEntry("active", false).containsEntry("id", begun.get("id"));
            assertThat(watcher.events()).noneMatch(event -> event.contains("event: "));
            assertThat(ask((String) begun.get("id"), INSIDER.header()).status()).isEqualTo(404);
        }
    }

    private Connection.Answer answer(String path) {
        Connection.Answer answer = ask(path, INSIDER.header());
        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(200);
        assertThat(answer.type()).startsWith("application/ld+json");
        assertThat(answer.header("Link").orElse("")).contains("<" + MercureHub.ADDRESS + ">; rel=\"mercure\"");
        return answer;
    }

    @Test
    void whoever_was_not_granted_it_is_told_nothing() {
        OldToken outsider = Mercure0xHub.subscriber("plain", ALL + "/{topic}");
        assertThat(ask(ALL, outsider.header()).status()).isEqualTo(403);
        assertThat(ask(ALL + "/plain", outsider.header()).status()).isEqualTo(200);
        assertThat(ask(ALL + "/plain/urn%3Auuid%3A1", outsider.header()).status())
                .isEqualTo(403);
        assertThat(ask(ALL, "X: nobody").status()).isEqualTo(401);
        try (EventStream watcher = listen("topic=" + ALL + "/{topic}/{subscriber}&topic=after", outsider);
                EventStream someone = hub.listen("topic=plain")) {
            hub.publish("topic=after&data=after");
            watcher.awaitData("after");
            assertThat(someone.data()).isEmpty();
        }
    }

    @Test
    void whoever_has_a_token_of_1_0_is_answered_by_1_0() {
        try (EventStream someone = hub.listen("topic=plain")) {
            Connection.Answer answer = ask(ALL, MercureHub.subscriber("*").header());
            assertThat(answer.type()).startsWith("application/json");
            assertThat(answer.body()).contains("\"match_type\":\"exact\"").doesNotContain("@context");
            assertThat(someone.data()).isEmpty();
        }
        assertThat(ask(ALL + "/exact/plain", INSIDER.header()).status())
                .as("by 0.x that is a subscriber")
                .isEqualTo(404);
    }
}
