package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Locale;
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
 * Does the hub answer subscribers by the Mercure draft? Each name begins with its section: Subscription, Matcher Types,
 * Subscribers, Error Responses, Reconnection, Discovery.
 */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MercureSubscriptionIT {

    @ArquillianResource
    private URI root;

    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return MercureHub.war("mercure.war");
    }

    @BeforeEach
    void resolve() {
        hub = MercureHub.at(root);
    }

    @Test
    void Subscription_a_stream_is_an_event_stream_whose_head_comes_at_once() {
        try (EventStream stream = hub.listen("match=silence")) {
            assertThat(stream.head().toLowerCase(Locale.ROOT))
                    .contains("content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "match=s1, s1, s2",
        "match_exact=s1, s1, S1",
        "match_exact=s1&match=s2&match_urlpattern=/s3/:id, /s3/1, s4",
        "match=*, anything, ",
        "match_urlpattern=*, urn:x:y, ",
        "match_urlpattern=/books/:id, https://hub.example/books/1, https://other.example/books/1",
        "match_urlpattern=https://*.example/b%3Fq=:q, https://shop.example/b?q=1, https://shop.example/b",
        "match=https://hub.example/books/1, https://hub.example/books/1, /books/1",
        "match=s5&foo=bar&topic=s6, s5, s6"
    })
    void Matcher_Types_a_subscriber_hears_what_any_of_its_matchers_matches(String query, String heard, String other) {
        try (EventStream stream = hub.listen(query)) {
            if (other != null) {
                hub.publish(Http.form("topic", other, "data", "not for this one"));
            }
            hub.publish(Http.form("topic", heard, "data", "heard"));
            stream.awaitData("heard");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topic=a",
                "match=",
                "match=a&matchx=b",
                "match=a&MATCH=b",
                "match=a&match_regexp=b",
                "match=a%0Ab",
                "match=a%C2%85",
                "match=%E2%80%8B",
                "match=%FF",
                "match_urlpattern=/(",
                "match_urlpattern=/(?%3Da)",
                "match_urlpattern=/(((((((((((((((((((((a)))))))))))))))))))))",
            })
    void Subscription_what_is_malformed_is_refused(String query) {
        Connection.Answer answer = hub.refusal(query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
    }

    @Test
    void Subscription_more_matchers_than_are_allowed_or_one_that_is_too_long_are_refused() {
        assertThat(hub.refusal("match=a&".repeat(101)).body()).contains("tidings.subscribe.matchers allows 100");
        assertThat(hub.refusal("match=" + "a".repeat(2049)).body()).contains("tidings.subscribe.matcher-bytes");
    }

    @Test
    void Subscription_by_QUERY_has_the_matchers_of_the_URL_and_of_the_body() {
        String first = hub.publish("topic=q1&data=1");
        hub.publish("topic=q2&data=2");
        String third = hub.publish("topic=q1&data=3");
        String body = "match=q2&last_event_id=" + Http.encode(third);
        // The query's last id beats the body's.
        try (EventStream stream =
                EventStream.query(URI.create(hub.uri() + "?match=q1&last_event_id=" + Http.encode(first)), body)) {
            assertThat(stream.status()).isEqualTo(200);
            stream.awaitData("2", "3");
        }
    }

    @Test
    void Subscription_pages_of_allowed_origins_may_read_and_others_not() {
        String allowed = head("match=a", "Origin: " + MercureHub.PAGE);
        assertThat(allowed)
                .contains("Access-Control-Allow-Origin: " + MercureHub.PAGE, "Access-Control-Allow-Credentials: true")
                .containsPattern("Access-Control-Expose-Headers: [^\n]*Mercure-Last-Event-ID");
        assertThat(head("match=a", "Origin: https://evil.example")).doesNotContain("Access-Control");
        assertThat(head("match=a")).doesNotContain("Access-Control");
    }

    private String head(String query, String... headers) {
        return Connection.ask(hub.uri(), "HEAD", "?" + query, headers).head();
    }

    @Test
    void Subscription_a_preflight_request_allows_pages_to_send_a_token() {
        Connection.Answer answer = Connection.ask(
                hub.uri(), "OPTIONS", "", "Origin: " + MercureHub.PAGE, "Access-Control-Request-Method: POST");
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("GET", "POST", "QUERY");
        assertThat(answer.header("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization", "Content-Type", "Last-Event-ID");
    }

    @Test
    void Subscribers_a_private_update_is_for_those_who_were_granted_one_of_its_topics() {
        AccessToken namespace = MercureHub.subscriber("https://shop.example/users/42/books/1");
        try (EventStream granted = hub.listen("match_urlpattern=https://shop.example/books/:id", namespace);
                EventStream other = hub.listen("match=*", MercureHub.subscriber("https://shop.example/books/2"));
                EventStream nobody = hub.listen("match=*")) {
            hub.publish("topic=https://shop.example/books/1&topic=https://shop.example/users/42/books/1"
                    + "&data=for%20one&private");
            hub.publish("topic=https://shop.example/books/2&data=for%20another&private=off");
            hub.publish("topic=https://shop.example/books/3&data=for%20all");
            granted.awaitData("for one", "for all");
            other.awaitData("for another", "for all");
            nobody.awaitData("for all");
        }
    }

    @Test
    void Subscribers_a_replay_is_checked_against_the_token_of_now() {
        String before = hub.publish("topic=r&data=0");
        hub.publish("topic=r/1&data=1&private=on");
        hub.publish("topic=r/2&data=2&private=on");
        hub.publish("topic=r/2&data=3");
        String query = "match=*&last_event_id=" + Http.encode(before);
        try (EventStream one = hub.listen(query, MercureHub.subscriber("r/1"));
                EventStream two = hub.listen(query, MercureHub.subscriber("r/2"));
                EventStream nobody = hub.listen(query)) {
            one.awaitData("1", "3");
            two.awaitData("2", "3");
            nobody.awaitData("3");
        }
    }

    @Test
    void Error_Responses_a_bad_token_is_refused_although_listening_without_one_is_allowed() {
        Connection.Answer answer = hub.refusal(
                "match=a",
                MercureHub.subscriber("a").of("https://attacker.example").header());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElse(""))
                .contains("error=\"invalid_token\"", "resource_metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "%23made-up-7", "nobody-knows", "earliest"})
    void Reconnection_earliest_is_said_and_all_that_is_held_is_sent_if_the_id_is_not_known(String id) {
        String topic = "early/" + id;
        hub.publish(Http.form("topic", topic, "data", "1"));
        hub.publish(Http.form("topic", topic, "data", "2"));
        try (EventStream stream = hub.listen("match=" + Http.encode(topic) + "&last_event_id=" + id)) {
            assertThat(stream.head()).contains("Mercure-Last-Event-ID: earliest");
            await().until(() -> stream.data().containsAll(List.of("1", "2")));
            assertThat(stream.events().get(0).contains("tidings:gap")).isEqualTo(!id.equals("earliest"));
        }
    }

    @Test
    void Reconnection_the_header_beats_the_query_and_the_answer_names_what_it_goes_on_after() {
        String first = hub.publish("topic=h&data=1");
        String second = hub.publish("topic=h&data=2&id=mine");
        hub.publish("topic=h&data=3");
        String inQuery = "match=h&last_event_id=" + Http.encode(first);
        try (EventStream byQuery = hub.listen(inQuery);
                EventStream byHeader = hub.listen(inQuery, Map.of("Last-Event-ID", second))) {
            byQuery.awaitData("2", "3");
            byHeader.awaitData("3");
            assertThat(byQuery.head()).contains("Mercure-Last-Event-ID: " + first);
            assertThat(byHeader.head()).contains("Mercure-Last-Event-ID: mine");
        }
    }

    @Test
    void Reconnection_an_id_that_was_used_twice_is_the_older_one() {
        hub.publish("topic=twice&data=1&id=again");
        hub.publish("topic=twice&data=2");
        hub.publish("topic=twice&data=3&id=again");
        try (EventStream stream = hub.listen("match=twice&last_event_id=again")) {
            stream.awaitData("2", "3");
        }
    }

    @Test
    void Discovery_the_hub_describes_itself_where_its_challenges_say() {
        String challenge = hub.refusal("match=a", "Authorization: Bearer x")
                .header("WWW-Authenticate")
                .orElseThrow();
        assertThat(challenge).contains("https://hub.example/.well-known/oauth-protected-resource/.well-known/mercure");
        URI document = Server.local(root, ".well-known/oauth-protected-resource/.well-known/mercure");
        Connection.Answer answer = Connection.ask(document, "GET", "", "Origin: " + MercureHub.PAGE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).startsWith("application/json");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(MercureHub.PAGE);
        assertThat(answer.body())
                .contains("\"resource\":\"" + MercureHub.ADDRESS + "\"")
                .doesNotContain("authorization_servers")
                .contains("\"authorization_details_types_supported\":[\"https://mercure.rocks/authorization-detail\"]")
                .contains("\"bearer_methods_supported\":[\"header\"]")
                .contains("\"mercure_cookie\":\"__Secure-mercure_access_token\"")
                .contains("\"mercure_matcher_types_supported\":[\"exact\",\"urlpattern\"]");
        URI other = Server.local(root, ".well-known/oauth-protected-resource/elsewhere");
        assertThat(Connection.ask(other, "GET", "").status()).isEqualTo(404);
    }
}
