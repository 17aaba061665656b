package dev.tidings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may a client ask of {@code GET /events}, what does it get, and what is it told when it asks wrongly? */
@Tag("client-side")
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubscribeIT {

    private static final String ID = "#[a-z0-9]+-\\d+";

    @ArquillianResource
    private URI hub;

    private URI events;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war();
    }

    @BeforeEach
    void resolve() {
        events = Server.local(hub, "events");
    }

    private EventStream listen(String query) {
        return EventStream.open(URI.create(events + "?" + query));
    }

    @Test
    void head_and_comment_come_at_once_before_any_event() {
        try (EventStream stream = listen("topic=quiet")) {
            stream.awaitOpen();
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.head())
                    .contains("Content-Type: text/event-stream;charset=UTF-8\r\n")
                    .contains("Cache-Control: no-store, no-transform\r\n")
                    .contains("X-Accel-Buffering: no\r\n")
                    .contains("Vary: Origin\r\n");
            assertThat(stream.body()).matches(":\nretry: \\d+\nid: #[a-z0-9]+-\\d+\n\n");
        }
    }

    @Test
    void a_client_that_was_cut_off_before_its_first_event_misses_nothing() {
        String last;
        try (EventStream stream = listen("topic=cut")) {
            last = stream.awaitOpen().lastEventId();
            stream.reset();
        }
        Http.publish(events, "cut", "missed");
        try (EventStream stream = listen("topic=cut&last_event_id=" + Http.encode(last))) {
            stream.awaitData("missed");
            Http.publish(events, "cut", "live");
            stream.awaitData("missed", "live");
        }
    }

    @Test
    void head_is_answered_as_get_would_begin_but_without_a_body() {
        try (EventStream stream = listen("topic=head").awaitOpen();
                Connection connection = Connection.to(events)) {
            Connection.Answer head = connection.send("HEAD", "?topic=head", "", "Connection: close");
            var get = new Connection.Answer(stream.head(), "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.type()).isEqualTo(get.type()).isEqualTo("text/event-stream;charset=utf-8");
            for (String name : List.of("Cache-Control", "X-Accel-Buffering", "Vary")) {
                assertThat(head.header(name)).isPresent().isEqualTo(get.header(name));
            }
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    void head_refuses_what_get_refuses() {
        assertThat(Connection.ask(events, "HEAD", "?topics=a").status()).isEqualTo(400);
    }

    @Test
    void a_preflight_from_an_origin_that_nobody_allowed_allows_nothing() {
        Connection.Answer answer = Connection.ask(
                events, "OPTIONS", "", "Origin: https://app.example", "Access-Control-Request-Method: GET");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow").orElseThrow()).contains("GET", "HEAD", "OPTIONS", "POST");
        assertThat(answer.header("Vary")).contains("Origin");
        assertThat(answer.head()).doesNotContainIgnoringCase("Access-Control-");
    }

    @Test
    void any_of_several_topics_is_heard_and_no_other() {
        try (EventStream stream = listen("topic=several-1&topic=several-2").awaitOpen()) {
            Http.publish(events, "several-1", "one");
            Http.publish(events, "several-3", "three");
            Http.publish(events, "several-2", "two");
            stream.awaitData("one", "two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "topic=*", "topic=%2A"})
    void every_public_topic_is_heard_by_whoever_names_none_or_all(String query) {
        try (EventStream stream = listen(query).awaitOpen()) {
            Http.publish(events, "any-" + query.length(), "one");
            Http.publish(events, "other/" + query.length(), "two");
            stream.awaitData("one", "two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders-t/%7Bid%7D", "orders-t%2F%7bid%7d"})
    void a_template_hears_one_segment(String template) {
        try (EventStream stream = listen("topic=" + template).awaitOpen()) {
            Http.publish(events, "orders-t/42", "order");
            Http.publish(events, "orders-t/42/items", "items");
            Http.publish(events, "orders-t/é", "last");
            stream.awaitData("order", "last");
        }
    }

    @Test
    void a_topic_may_have_any_characters_percent_encoded_as_utf8() {
        try (EventStream stream =
                listen("topic=%E2%82%AC%F0%9F%98%80+caf%c3%a9%26%25").awaitOpen()) {
            Http.publish(events, "€😀 café&%", "heard");
            stream.awaitData("heard");
        }
    }

    @Test
    void a_topic_as_raw_bytes_is_understood_where_the_server_lets_it_through() {
        String query = "?topic=" + new String("café".getBytes(UTF_8), ISO_8859_1);
        if (!Server.name().equals("payara")
                && Connection.ask(events, "HEAD", query).status() == 400) {
            // Undertow and Tomcat hold to RFC 9112: a request target is ASCII.
            return;
        }
        try (EventStream stream = EventStream.open(URI.create(events + query)).awaitOpen()) {
            Http.publish(events, "café", "heard");
            stream.awaitData("heard");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_event_id", "lastEventId", "Last-Event-ID"})
    void the_last_id_may_come_in_the_query_with_and_without_its_mark(String name) {
        String id = Http.publish(events, "query-" + name, "first");
        Http.publish(events, "query-" + name, "second");
        for (String written : List.of(Http.encode(id), id.substring(1))) {
            try (EventStream stream = listen("topic=query-" + name + "&" + name + "=" + written)) {
                stream.awaitData("second");
            }
        }
    }

    @Test
    void the_last_id_in_the_header_beats_that_in_the_query() {
        String first = Http.publish(events, "newer", "first");
        String second = Http.publish(events, "newer", "second");
        Http.publish(events, "newer", "third");
        URI uri = URI.create(events + "?topic=newer&last_event_id=" + Http.encode(first));
        try (EventStream stream = EventStream.open(uri, Map.of("Last-Event-ID", second))) {
            stream.awaitData("third");
        }
        try (EventStream stream = EventStream.open(uri, Map.of("Last-Event-ID", ""))) {
            stream.awaitData("second", "third");
        }
    }

    @Test
    void a_publishers_own_id_is_a_good_last_id() {
        Http.postForm(events, "topic", "own", "id", "order 7-1", "data", "first");
        Http.publish(events, "own", "second");
        try (EventStream stream = listen("topic=own&last_event_id=order+7-1")) {
            stream.awaitData("second");
        }
    }

    @Test
    void an_empty_last_id_is_none_and_earliest_is_all_that_is_held() {
        Http.publish(events, "held", "old");
        try (EventStream fresh = listen("topic=held&last_event_id=").awaitOpen();
                EventStream earliest = listen("topic=held&last_event_id=earliest")) {
            earliest.awaitData("old");
            assertThat(earliest.body()).doesNotContain("event:");
            Http.publish(events, "held", "new");
            fresh.awaitData("new");
            earliest.awaitData("old", "new");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%23longago-7,epoch,#longago-7",
        "no-such-7,unknown,no-such-7",
        "%22%3C%0A,unknown,\\u0022\\u003c\\u000a"
    })
    void an_id_that_is_not_held_is_answered_with_a_gap_and_then_all_that_is(
            String written, String reason, String requested) {
        Http.publish(events, "gap-" + requested.length(), "held");
        try (EventStream stream = listen("topic=gap-" + requested.length() + "&last_event_id=" + written)) {
            stream.awaitOpen();
            assertThat(stream.status()).isEqualTo(200);
            await().until(() -> stream.data().size(), count -> count == 2);
            assertThat(stream.events().get(0))
                    .matches("(?s):\nretry: \\d+\nid: " + ID + "\nevent: tidings:gap\ndata: .*");
            assertThat(stream.data().get(0))
                    .matches(Pattern.quote("{\"reason\":\"" + reason + "\",\"requested\":\"" + requested + "\"")
                            + ",\"earliest\":\"" + ID + "\",\"latest\":\"" + ID + "\"}");
            assertThat(stream.data().get(1)).isEqualTo("held");
        }
    }

    @Test
    void parameters_against_caches_are_ignored() {
        try (EventStream stream =
                listen("topic=busted&_=17&t=17&r=0.4&nocache&cb=").awaitOpen()) {
            Http.publish(events, "busted", "heard");
            stream.awaitData("heard");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "topics=a,did you mean \\\"topic\\\"",
        "Topic=a,did you mean \\\"topic\\\"",
        "tpoic=a,did you mean \\\"topic\\\"",
        "last-event-id=a,did you mean \\\"Last-Event-ID\\\"",
        "lastEventID=a,did you mean \\\"lastEventId\\\"",
        "topic=,leave it out for every public topic",
        "topic=%7Ba,every { needs its }",
        "topic=a%7D,every { needs its }",
        "topic=%7Ba%7D%7Bb%7D,at most one variable",
        "topic=%7B%2Ba%7D,operators such as {+x} are not supported",
        "topic=a%0Ab,control characters",
        "topic=%ff,not valid UTF-8",
        "topic=%ed%a0%80,not valid UTF-8",
        "topic=%c0%af,not valid UTF-8",
        "%ff=a,not valid UTF-8",
        "last_event_id=%e9,not valid UTF-8"
    })
    void a_malformed_request_is_told_what_is_wrong_with_it(String query, String detail) {
        assertRefused(query, detail);
    }

    @Test
    void a_request_over_a_limit_is_told_the_setting() {
        assertRefused("topic=a&".repeat(101), "101 topics in one request; tidings.subscribe.matchers allows 100");
        assertRefused("topic=" + "a".repeat(2049), "tidings.subscribe.matcher-bytes allows 2048");
        assertRefused("topic=" + "%C3%A9".repeat(1025), "a topic of 2050 bytes");
        try (EventStream stream = listen("topic=" + "a".repeat(2048) + "&topic=b".repeat(99))) {
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    @Test
    void templates_made_to_be_slow_slow_nobody_down() {
        String template = "%7Ba%7D/".repeat(220) + "z";
        try (EventStream evil = listen("topic=" + template + "&topic=" + template + "y&topic=" + template + "x");
                EventStream other = listen("topic=slow").awaitOpen()) {
            evil.awaitOpen();
            for (int i = 0; i < 20; i++) {
                Http.publish(events, "a/".repeat(500) + "z", "not matched");
            }
            Http.publish(events, "a/".repeat(220) + "zx", "matched");
            Http.publish(events, "slow", "heard");
            other.awaitData("heard");
            evil.awaitData("matched");
        }
    }

    @Test
    void a_private_update_reaches_nobody_neither_live_nor_later() {
        String last = Http.publish(events, "secrets/0", "before");
        List<String> queries = List.of("topic=secrets/1", "topic=secrets/%7Bid%7D", "topic=*", "");
        List<EventStream> streams =
                queries.stream().map(query -> listen(query).awaitOpen()).toList();
        for (String value : List.of("on", "true", "1", "")) {
            Http.postForm(events, "topic", "secrets/1", "private", value, "data", "secret");
        }
        Http.postForm(events, "topic", "secrets/1", "private", "false", "private", "true", "data", "secret");
        Http.post(events, Http.JSON, "{\"topic\":[\"secrets/1\",\"open\"],\"private\":true,\"data\":\"secret\"}");
        Http.publish(events, "secrets/1", "public");
        streams.forEach(stream -> stream.awaitData("public").close());
        for (String query : queries) {
            try (EventStream stream = listen(query + "&last_event_id=" + Http.encode(last))) {
                stream.awaitData("public");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n", "\0", "\u0085", "\u2028"})
    void no_last_id_forges_a_line(String end) {
        String evil = "x" + end + "data: forged" + end + end + "id: forged" + end;
        try (EventStream stream =
                listen("topic=forge&last_event_id=" + Http.encode(evil)).awaitOpen()) {
            assertNothingForged(stream);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\0", "\t", "\u0085", "\u000b"})
    void no_last_id_in_a_header_forges_a_line(String end) {
        Map<String, String> header = Map.of("Last-Event-ID", "x" + end + "data: forged" + end + end + "id: forged");
        try (EventStream stream = EventStream.open(URI.create(events + "?topic=forge"), header)) {
            // Which of them are refused is the server's affair.
            if (stream.status() == 200) {
                assertNothingForged(stream.awaitOpen());
            } else {
                assertThat(stream.status()).isEqualTo(400);
            }
        }
    }

    private static void assertNothingForged(EventStream stream) {
        assertThat(stream.body().split("[\r\n\0\u0085\u2028]"))
                .noneMatch(line -> line.startsWith("data: forged") || line.startsWith("id: forged"));
    }

    private void assertRefused(String query, String detail) {
        Connection.Answer answer = Connection.ask(events, "GET", "?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .startsWith("{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"")
                .contains(detail)
                .endsWith("\"}");
    }
}
