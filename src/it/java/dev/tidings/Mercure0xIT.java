package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does the hub answer clients of Mercure 0.x by their draft, where that is switched on? Each name begins with the draft's section:
 * Topic Selectors, Subscription, Publication, Authorization, Reconnection; and what is 1.0 stays 1.0.
 */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class Mercure0xIT {

    private static final String FOREIGN = "https://evil.example";

    @ArquillianResource
    private URI root;

    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return Mercure0xHub.war("mercure-0x.war", true);
    }

    @BeforeEach
    void resolve() {
        hub = MercureHub.at(root);
    }

    private String publish(String form) {
        Connection.Answer answer =
                Mercure0xHub.post(hub, "", form, Mercure0xHub.publisher("*").header());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private EventStream listen(String query, OldToken token) {
        return hub.listen(Mercure0xHub.query(query), Map.of("Authorization", "Bearer " + token.token()));
    }

    private EventStream listen(String query) {
        return hub.listen(Mercure0xHub.query(query));
    }

    @ParameterizedTest
    @CsvSource({
        "topic=s1, s1, s2",
        "topic=s1&topic=s2, s2, S2",
        "topic=*, anything, ",
        "topic=https://x.example/books/{id}, https://x.example/books/1, https://x.example/books/1/2",
        "topic=https://x.example/books/{id}, https://x.example/books/4%2F2, https://x.example/books/4?x",
        "topic=/u/foo/{?topic}, /u/foo/?topic=https%3A%2F%2Fx.example%2F1, /u/foo/",
        "topic=/books/:id, /books/:id, /books/1",
        "topic=s3&foo=bar, s3, bar",
        // What is 1.0 is 1.0 altogether.
        "topic=s4&match=s5, s5, s4",
        "topic=*&match_urlpattern=/s6/:id, /s6/1, s6",
    })
    void Topic_Selectors_a_subscriber_hears_what_any_of_them_matches(String query, String heard, String other) {
        try (EventStream stream = listen(query)) {
            if (other != null) {
                publish(Http.form("topic", other, "data", "not for this one"));
            }
            publish(Http.form("topic", heard, "data", "heard"));
            stream.awaitData("heard");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topic=",
                "Topic=a",
                "topic={",
                "topic=/a/{x}{y}",
                "topic={%2Bpath}",
                "topic={/path*}",
                "topic={a,b}",
                "topic={a*}",
                "topic=a%0Ab",
                "topic=%E2%80%8B",
                "topic=%FF",
                "topic=a&matchx=b"
            })
    void Subscription_what_cannot_be_read_is_refused(String query) {
        Connection.Answer answer = hub.refusal(Mercure0xHub.query(query), "Origin: " + MercureHub.PAGE);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(MercureHub.PAGE);
    }

    @Test
    void Subscription_more_selectors_than_are_allowed_or_one_that_is_too_long_are_refused() {
        assertThat(hub.refusal("topic=a&".repeat(101)).body()).contains("tidings.subscribe.matchers allows 100");
        assertThat(hub.refusal("topic=" + "a".repeat(2049)).body()).contains("tidings.subscribe.matcher-bytes");
    }

    @Test
    void Publication_the_answer_is_the_id_and_the_event_has_every_field() {
        try (EventStream stream = hub.listen("topic=p")) {
            Connection.Answer answer = Mercure0xHub.post(
                    hub,
                    "",
                    "topic=p&data=one%0Atwo&type=greeting&retry=1500&id=urn:x:1",
                    Mercure0xHub.publisher("p").header());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.type()).isEqualTo("text/plain;charset=utf-8");
            assertThat(answer.body()).isEqualTo("urn:x:1");
            stream.awaitData("one\ntwo");
            assertThat(stream.events().get(0)).contains("id: urn:x:1", "event: greeting", "retry: 1500");
        }
        assertThat(publish("topic=p")).startsWith("#");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data=x", "topic=", "topic=*", "topic=a&id=%23x", "topic=a&retry=1s", "topic=a%0Ab"})
    void Publication_what_is_malformed_is_refused(String form) {
        String token = Mercure0xHub.publisher("*").header();
        assertThat(Mercure0xHub.post(hub, "", form, token).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "a, topic=a, 200",
        "a, topic=b, 403",
        "a, topic=a&topic=b, 403",
        "/a/{id}, topic=/a/1&topic=/a/2, 200",
        "/a/{id}, topic=/a/1&topic=/a/2/3, 403",
        "/a/{id}, topic=/a/1%3Fx, 403",
        "/a/:id, topic=/a/1, 403",
    })
    void Authorization_of_publishers_is_a_selector_for_each_topic(String selector, String form, int status) {
        OldToken token = Mercure0xHub.publisher(selector);
        assertThat(Mercure0xHub.post(hub, "", form, token.header()).status()).isEqualTo(status);
    }

    @Test
    void Authorization_of_subscribers_is_a_selector_for_one_of_the_topics_live_and_replayed() {
        OldToken insider = Mercure0xHub.subscriber("/users/42/{?topic}");
        OldToken outsider = Mercure0xHub.subscriber("/users/43/{?topic}", "/books/{id}/pages");
        String before = publish("topic=/books/1&data=before");
        String resumed = "topic=/books/{id}&lastEventID=" + Http.encode(before);
        String alternate = Http.encode("/users/42/?topic=%2Fbooks%2F1");
        try (EventStream granted = listen("topic=/books/{id}", insider);
                EventStream other = listen("topic=*", outsider);
                EventStream nobody = listen("topic=/books/{id}")) {
            publish("topic=/books/1&topic=" + alternate + "&data=secret&private=on");
            publish("topic=/books/1&data=also%20secret&private=");
            publish("topic=/books/1&data=public");
            granted.awaitData("secret", "public");
            other.awaitData("public");
            nobody.awaitData("public");
        }
        try (EventStream granted = listen(resumed, insider);
                EventStream other = listen(resumed, outsider);
                EventStream nobody = listen(resumed)) {
            granted.awaitData("secret", "public");
            other.awaitData("public");
            nobody.awaitData("public");
        }
    }

    @Test
    void Authorization_the_header_beats_the_parameter_which_beats_the_cookie() {
        OldToken good = Mercure0xHub.subscriber("a");
        OldToken bad = good.life(Duration.ofSeconds(-1));
        assertThat(status("topic=a&" + bad.parameter(), good.header(), bad.cookie()))
                .isEqualTo(200);
        assertThat(status("topic=a&" + good.parameter(), bad.header(), good.cookie()))
                .isEqualTo(401);
        assertThat(status("topic=a&" + good.parameter(), bad.cookie())).isEqualTo(200);
        assertThat(status("topic=a&" + bad.parameter(), good.cookie())).isEqualTo(401);
        assertThat(status("topic=a", good.cookie())).isEqualTo(200);
        assertThat(status("topic=a", bad.cookie())).isEqualTo(401);
    }

    private int status(String query, String... headers) {
        return Connection.ask(hub.uri(), "HEAD", "?" + query, headers).status();
    }

    @Test
    void Authorization_by_the_parameter_one_hears_and_publishes_what_is_private() {
        String query = "topic=by-url&" + Mercure0xHub.subscriber("by-url").parameter();
        try (EventStream stream = hub.listen(query)) {
            String form = "topic=by-url&data=secret&private=on";
            String token = "?" + Mercure0xHub.publisher("by-url").parameter();
            assertThat(Mercure0xHub.post(hub, token, form).status()).isEqualTo(200);
            stream.awaitData("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization=", "authorization=a.b.c&authorization=a.b.c"})
    void Authorization_a_parameter_of_which_nobody_knows_what_it_means_is_malformed(String query) {
        Connection.Answer answer = hub.refusal("topic=a&" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("WWW-Authenticate").orElse("")).contains("error=\"invalid_request\"");
    }

    @ParameterizedTest
    @CsvSource({MercureHub.PAGE + ", 200", "https://hub.example, 200", FOREIGN + ", 400", "null, 400"})
    void Authorization_publishing_with_the_cookie_needs_an_allowed_origin(String origin, int status) {
        String cookie = Mercure0xHub.publisher("*").cookie();
        assertThat(Mercure0xHub.post(hub, "", "topic=c", cookie, "Origin: " + origin)
                        .status())
                .isEqualTo(status);
        assertThat(Mercure0xHub.post(hub, "", "topic=c", cookie).status()).isEqualTo(400);
    }

    @Test
    void Authorization_a_token_that_is_not_good_is_refused_with_one_answer_and_none_without_an_error() {
        OldToken good = Mercure0xHub.subscriber("a");
        List<OldToken> bad = List.of(
                Mercure0xHub.publisher("a"),
                good.life(Duration.ofSeconds(-1)),
                good.with("nbf", 99_999_999_999L),
                good.with("aud", "https://other.example/.well-known/mercure"),
                good.with("mercure", Map.of("subscribe", "*")),
                Mercure0xHub.subscriber("a\n"));
        for (OldToken each : bad) {
            Connection.Answer answer = hub.refusal("topic=a", each.header());
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
        }
        Connection.Answer without = Mercure0xHub.post(hub, "", "topic=a");
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate").orElse("")).doesNotContain("error");
    }

    @Test
    void Authorization_a_stream_ends_by_the_exp_of_its_token() {
        OldToken soon = Mercure0xHub.subscriber("a").life(Duration.ofSeconds(8));
        try (EventStream stream = listen("topic=a", soon)) {
            await().atMost(Duration.ofSeconds(60)).until(stream::hasEnded);
            assertThat(stream.hasEndedCleanly()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastEventID", "Last-Event-ID"})
    void Reconnection_the_header_beats_the_query_and_the_answer_names_what_it_goes_on_after(String parameter) {
        String first = publish("topic=h&data=1");
        String second = publish("topic=h&data=2");
        publish("topic=h&data=3");
        String inQuery = "topic=h&" + parameter + "=" + Http.encode(first);
        try (EventStream byQuery = hub.listen(inQuery);
                EventStream byHeader = hub.listen(inQuery, Map.of("Last-Event-ID", second))) {
            byQuery.awaitData("2", "3");
            byHeader.awaitData("3");
            assertThat(byQuery.head()).contains("\nLast-Event-ID: " + first, "Mercure-Last-Event-ID: " + first);
            assertThat(byHeader.head()).contains("\nLast-Event-ID: " + second);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"earliest", "nobody-knows"})
    void Reconnection_earliest_is_said_and_all_that_is_held_is_sent_if_the_id_is_not_known(String id) {
        String topic = "early/" + id;
        publish(Http.form("topic", topic, "data", "1"));
        try (EventStream stream = hub.listen("topic=" + Http.encode(topic) + "&lastEventID=" + id)) {
            assertThat(stream.head()).contains("\nLast-Event-ID: earliest");
            await().until(() -> stream.data().contains("1"));
        }
    }

    @Test
    void Active_Subscriptions_nobody_is_told_who_listens_where_that_is_off() {
        OldToken all = Mercure0xHub.subscriber("*");
        try (EventStream watcher = listen("topic=*", all);
                EventStream someone = listen("topic=told")) {
            publish("topic=told&data=1");
            someone.awaitData("1");
            await().until(() -> watcher.data().contains("1"));
            assertThat(watcher.data()).noneMatch(data -> data.contains("subscriptions"));
        }
        URI api = URI.create(hub.uri() + "/subscriptions/told");
        assertThat(Connection.ask(api, "GET", "", all.header()).status()).isEqualTo(404);
    }

    @Test
    void Both_dialects_are_one_hub() {
        try (EventStream old = listen("topic=/both/{id}", Mercure0xHub.subscriber("/both/{id}"));
                EventStream current =
                        hub.listen("match_urlpattern=/both/:id", MercureHub.subscriber("/both/1", "/both/2"))) {
            publish("topic=/both/1&data=by%200.x&private=on");
            hub.publish("topic=/both/2&data=by%201.0&private=on");
            old.awaitData("by 0.x", "by 1.0");
            current.awaitData("by 0.x", "by 1.0");
        }
    }

    @Test
    void What_is_1_0_takes_nothing_of_0_x() {
        OldToken token = Mercure0xHub.subscriber("a");
        assertThat(status("match=a", token.header())).isEqualTo(401);
        // Not looked at: nobody in particular may listen here.
        String malformed = "authorization=x";
        assertThat(status("match=a&" + malformed, "Cookie: mercureAuthorization=x"))
                .isEqualTo(200);
        assertThat(status("topic=a&" + malformed)).isEqualTo(401);
        URI events = Server.local(root, "events");
        assertThat(Connection.ask(events, "HEAD", "?topic=a", token.header()).status())
                .isEqualTo(401);
        assertThat(Connection.ask(events, "HEAD", "?topic=a&" + malformed, "Cookie: mercureAuthorization=x")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void What_is_0_x_takes_no_token_of_1_0_from_the_url_or_its_cookie() {
        AccessToken token = MercureHub.subscriber("a");
        assertThat(status("topic=a", token.header())).isEqualTo(200);
        assertThat(status("topic=a", token.cookie())).isEqualTo(200);
        assertThat(status("topic=a&authorization=" + token.token())).isEqualTo(401);
        assertThat(status("topic=a", "Cookie: mercureAuthorization=" + token.token()))
                .isEqualTo(401);
    }

    @Test
    void A_page_may_read_the_header_of_0_x_too() {
        String head = Connection.ask(hub.uri(), "HEAD", "?topic=a", "Origin: " + MercureHub.PAGE)
                .head();
        assertThat(head).containsPattern("Access-Control-Expose-Headers: [^\n]*[ ,]Last-Event-ID");
    }
}
