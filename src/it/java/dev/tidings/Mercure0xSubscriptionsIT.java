package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    void what_was_told_is_replayed_to_whoever_was_granted_it_and_to_nobody_else() {
        String before = hub.publish("topic=replay&data=0");
        try (EventStream someone = hub.listen("topic=replayed")) {
            assertThat(someone.data()).isEmpty();
        }
        String query = "topic=" + ALL + "/{topic}/{subscriber}&lastEventID=" + Http.encode(before);
        try (EventStream insider = listen(query, INSIDER)) {
            await().until(() -> of("replayed", insider).size() == 2);
            assertThat(of("replayed", insider))
                    .extracting(each -> each.get("active"))
                    .containsExactly(true, false);
        }
        hub.publish("topic=after&data=after");
        try (EventStream outsider = listen(query + "&topic=after", Mercure0xHub.subscriber("replayed"));
                EventStream nobody = hub.listen(Mercure0xHub.query(query + "&topic=after"))) {
            outsider.awaitData("after");
            nobody.awaitData("after");
        }
    }

    @Test
    void whoever_goes_on_from_the_last_id_of_a_list_misses_nothing_that_is_not_in_it() {
        try (EventStream before = hub.listen("topic=c1")) {
            Map<String, Object> list = json(answer(ALL).body());
            assertThat(list.get("subscriptions").toString())
                    .contains("topic=c1,")
                    .doesNotContain("topic=c2,");
            String cursor = Http.encode((String) list.get("lastEventID"));
            before.reset();
            try (EventStream between = hub.listen("topic=c2");
                    EventStream watcher =
                            listen("topic=" + ALL + "/{topic}/{subscriber}&lastEventID=" + cursor, INSIDER)) {
                await().until(() ->
                        of("c2", watcher).size() == 1 && of("c1", watcher).size() == 1);
                assertThat(of("c2", watcher).get(0)).containsEntry("active", true);
                assertThat(of("c1", watcher).get(0)).containsEntry("active", false);
                assertThat(between.data()).isEmpty();
            }
        }
    }

    @Test
    void what_a_stream_asks_for_in_the_same_text_as_two_types_is_one() {
        String query = "topic=both&topic=" + ALL + "/{topic}/{subscriber}";
        try (EventStream watcher = listen(query, INSIDER);
                EventStream current = hub.listen("match=*", MercureHub.subscriber("*"))) {
            try (EventStream someone = hub.listen("match=same&match_urlpattern=same")) {
                hub.publish("topic=both&data=%7B%22topic%22:%22both%22%7D");
                await().until(() -> !of("both", watcher).isEmpty());
                assertThat(of("same", watcher)).hasSize(1);
                await().until(() -> current.data().stream()
                                .filter(data -> data.contains("\"match\":\"same\""))
                                .count()
                        == 2);
                assertThat((List<?>) json(answer(ALL + "/same").body()).get("subscriptions"))
                        .hasSize(1);
                assertThat(answer(ALL).body().split("\"topic\":\"same\"", -1)).hasSize(2);
                assertThat(someone.data()).isEmpty();
            }
            await().until(() -> of("same", watcher).size() == 2);
        }
    }

    @Test
    void a_list_that_is_known_is_not_sent_again_but_in_the_other_dialect() {
        Connection.Answer list = answer(ALL);
        assertThat(list.header("Link").orElse("")).endsWith("\"; content-type=\"application/ld+json\"");
        String current = MercureHub.subscriber("*").header();
        // Until nothing has happened meanwhile.
        await().untilAsserted(() -> {
            String condition =
                    "\r\nIf-None-Match: " + answer(ALL).header("ETag").orElseThrow();
            assertThat(Stream.of(INSIDER.header(), current, INSIDER.header())
                            .map(token -> ask(ALL, token + condition).status()))
                    .containsExactly(304, 200, 304);
        });
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
