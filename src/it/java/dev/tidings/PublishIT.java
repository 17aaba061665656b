package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
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

/** What can be published with {@code POST /events}, what arrives of it, and what is refused without a trace? */
@Tag("client-side")
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishIT {

    private static final String AS_FORM = "Content-Type: " + Http.FORM;
    private static final String AS_JSON = "Content-Type: " + Http.JSON;
    private static final int BODY_BYTES = 1 << 20;

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

    @Test
    void the_answer_is_exactly_the_id_that_listeners_get() {
        try (EventStream stream =
                EventStream.open(URI.create(events + "?topic=answer")).awaitOpen()) {
            for (String body : List.of("topic=answer&data=1", "topic=answer&data=2&id=own+id-7&type=%22")) {
                Connection.Answer answer = Connection.post(events, body, AS_FORM);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.type()).isEqualTo("text/plain;charset=utf-8");
                await().until(stream::lastEventId, answer.body()::equals);
            }
            assertThat(stream.lastEventId()).isEqualTo("own id-7");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data=hello                          | data: hello~~
            data=a%0Ab%0Dc%0D%0Ad               | data: a~data: b~data: c~data: d~~
            data=%0A%0D%0A%0D                   | data: ~data: ~data: ~data: ~~
            data=a%0A%0Aid:+forged%0A%0Adata:+b | data: a~data: ~data: id: forged~data: ~data: data: b~~
            data=                               | data: ~~
            type=x                              | event: x~data: ~~
            data=%F0%9F%98%80+%c3%a9         | data: 😀 é~~
            data=%00%01%7f                      | data: \0\1\177~~
            data=100%25+%zz+%+a=b               | data: 100% %zz % a=b~~
            retry=0007&type=my+type&data=x&data=y | event: my type~retry: 7~data: x~~
            type=&id=&key=&retry=&data=empty    | data: empty~~
            """)
    void a_form_arrives_byte_by_byte(String form, String frame) {
        assertArrives(AS_FORM, "topic=TOPIC&" + form, frame);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "data":"hello"                     | data: hello~~
            "data":"a\\nb\\rc\\r\\nd\\u0000"   | data: a~data: b~data: c~data: d\0~~
            "data":"\\ud83d\\ude00 é 😀"     | data: 😀 é 😀~~
            "data":{"a":[1,2.50,null,true,"é"]} | data: {"a":[1,2.50,null,true,"é"]}~~
            "data":[1,{}]                      | data: [1,{}]~~
            "data":1.0                         | data: 1.0~~
            "data":false                       | data: false~~
            "data":null                        | data: ~~
            "type":"x","retry":7               | event: x~retry: 7~data: ~~
            "type":"","id":null,"key":"","retry":"","more":[{}] | data: ~~
            """)
    void json_arrives_with_the_same_names(String members, String frame) {
        assertArrives(AS_JSON + "; charset=UTF-8", "{\"topic\":\"TOPIC\"," + members + "}", frame);
    }

    private void assertArrives(String type, String body, String frame) {
        String topic = "frame-" + Integer.toHexString(body.hashCode());
        try (EventStream stream =
                EventStream.open(URI.create(events + "?topic=" + topic)).awaitOpen()) {
            int begin = stream.length();
            Connection.Answer answer = Connection.post(events, body.replace("TOPIC", topic), type);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            String expected = "id: " + answer.body() + "\n" + frame.replace('~', '\n');
            await().until(stream::length, length -> length >= begin + expected.getBytes(UTF_8).length);
            assertThat(stream.body().substring(begin)).isEqualTo(expected);
        }
    }

    @Test
    void a_body_of_just_the_limit_is_one_event_and_one_byte_more_is_none() {
        String data = "x".repeat(BODY_BYTES - "topic=large&data=".length());
        try (EventStream stream =
                EventStream.open(URI.create(events + "?topic=large")).awaitOpen()) {
            assertThat(Http.post(events, Http.FORM, "topic=large&data=" + data).statusCode())
                    .isEqualTo(200);
            stream.awaitData(data);
            assertTooLarge(Http.post(events, Http.FORM, "topic=large&data=x" + data));
            assertThat(stream.data()).hasSize(1);
        }
    }

    @Test
    void each_of_several_topics_hears_the_update_once() {
        try (EventStream one = EventStream.open(URI.create(events + "?topic=alternate-1"));
                EventStream both = EventStream.open(URI.create(events + "?topic=alternate-1&topic=alternate-2"));
                EventStream two = EventStream.open(URI.create(events + "?topic=alternate-2"))) {
            List<EventStream> all = List.of(one.awaitOpen(), both.awaitOpen(), two.awaitOpen());
            Http.postForm(events, "topic", "alternate-1", "topic", "alternate-2", "data", "form");
            Http.post(events, Http.JSON, "{\"topic\":[\"alternate-1\",\"alternate-2\"],\"data\":\"json\"}");
            all.forEach(stream -> stream.awaitData("form", "json"));
        }
    }

    @Test
    void an_update_with_a_key_that_is_held_is_answered_with_its_id_and_not_added() {
        try (EventStream stream =
                EventStream.open(URI.create(events + "?topic=keyed")).awaitOpen()) {
            String id = Http.postForm(events, "topic", "keyed", "key", "é 1", "data", "first")
                    .body();
            assertThat(Http.post(events, Http.JSON, "{\"topic\":\"keyed\",\"key\":\"é 1\",\"data\":\"again\"}")
                            .body())
                    .isEqualTo(id);
            Http.postForm(events, "topic", "keyed", "key", "2", "data", "other");
            stream.awaitData("first", "other");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "data=x,a topic is missing",
        "'',a topic is missing",
        "topic=,a topic must not be empty",
        "topic=*,publish to a topic by its name",
        "topic=T&topic=*,publish to a topic by its name",
        "topic=T&type=tidings:gap,choose another type",
        "topic=T&retry=-1,retry is a number of milliseconds",
        "topic=T&retry=1.5,retry is a number of milliseconds",
        "topic=T&retry=12345678901,at most ten digits",
        "topic=T&retry=%D9%A1,retry is a number of milliseconds",
        "topic=T&id=%231-1,choose another id",
        "topic=T&id=earliest,choose another id",
        "topic=T&id=%C3%A9,printable ASCII",
        "topic=T&id=+a,no space at either end",
        "topic=T&private=yes,private is true or false",
        "topic=T&Private=true,did you mean \\\"private\\\"",
        "topic=T&dta=x,did you mean \\\"data\\\"",
        "topic=T&data=%ff,not valid UTF-8",
        "topic=T&data=%ed%a0%80,not valid UTF-8",
        "topic=T&%c3=x,not valid UTF-8",
    })
    void a_malformed_form_is_told_what_is_wrong_with_it(String form, String detail) {
        assertRefused(400, detail, AS_FORM, form);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            {"data":"x"}                  | a topic is missing
            {"topic":[]}                  | a topic is missing
            {"topic":null}                | topic is a string
            {"topic":7}                   | topic is a string
            {"topic":["T",["a"]]}         | topic is a string
            {"topic":"*"}                 | publish to a topic by its name
            {"topic":"T","retry":"soon"}  | retry is a number of milliseconds
            {"topic":"T","retry":1.5}     | retry is a number of milliseconds
            {"topic":"T","retry":1e999999999} | retry is a number of milliseconds
            {"topic":"T","id":{}}         | id is a single value
            {"topic":"T","private":[true]} | private is a single value
            {"topic":"T","privat":true}   | did you mean \\"private\\"
            {"topic":"T","data":"\\ud800"} | half a surrogate pair
            {"topic":"T"                  | not a JSON object
            {"topic":"T"} x               | not a JSON object
            {"topic":"T",}                | not a JSON object
            {'topic':'T'}                 | not a JSON object
            ["T"]                         | not a JSON object
            "T"                           | not a JSON object
            null                          | not a JSON object
            {"topic":"T","data":"a\u0001"} | not a JSON object
            """)
    void malformed_json_is_told_what_is_wrong_with_it(String json, String detail) {
        assertRefused(400, detail, AS_JSON, json);
    }

    @Test
    void json_as_deep_as_a_body_is_long_is_refused_like_any_other() {
        assertRefused(400, "not a JSON object", AS_JSON, "{\"topic\":\"T\",\"data\":" + "[".repeat(500_000));
        String deep = "[".repeat(400_000) + "]".repeat(400_000);
        assertRefused(400, "not a JSON object", AS_JSON, "{\"topic\":\"T\",\"data\":" + deep + "}");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 900, 1_500, 3_000, 6_000, 12_000, 25_000, 50_000})
    void json_however_deep_is_published_or_refused(int depth) {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        Connection.Answer answer = Connection.post(events, "{\"topic\":\"deep\",\"data\":" + deep + "}", AS_JSON);
        // How deep they can go is the servers' affair; beyond it, nobody may get a failure of ours.
        assertThat(answer.status()).as(answer.body()).isIn(depth > 100 ? List.of(200, 400) : List.of(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\0", "\u007f", "\u0085", "\u200b", "\u202e"})
    void no_control_or_format_character_gets_into_a_field(String evil) {
        String value = Http.encode("x" + evil + "data: forged" + evil + evil);
        String escaped = String.format("x\\u%04xdata: forged", (int) evil.charAt(0));
        for (String name : List.of("topic", "type", "key", "id", "retry", "private")) {
            assertRefused(400, "", AS_FORM, "data=forged&topic=T&" + name + "=" + value);
            String topic = name.equals("topic") ? "" : "\"topic\":\"T\",";
            assertRefused(400, "", AS_JSON, "{" + topic + "\"" + name + "\":\"" + escaped + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c3", "\u00ed\u00a0\u0080", "\u00c0\u00af", "\u00f5\u0080\u0080\u0080"})
    void bytes_that_are_not_utf8_are_refused(String bytes) {
        for (String body : List.of("topic=T&data=" + bytes, "topic=T&" + bytes + "=1", "topic=" + bytes)) {
            assertThat(raw(body, AS_FORM).status()).isEqualTo(400);
        }
        assertThat(raw("{\"topic\":\"T\",\"data\":\"" + bytes + "\"}", AS_JSON).body())
                .contains("not valid UTF-8");
        assertRefused(400, "a topic is missing", AS_FORM, "");
    }

    private Connection.Answer raw(String body, String... headers) {
        try (var connection = Connection.to(events)) {
            return connection.send("POST", "", body, headers);
        }
    }

    @Test
    void what_is_too_large_is_refused_with_its_setting() {
        String setting = "tidings.publish.";
        assertRefused(413, setting + "topic-bytes", AS_FORM, "topic=" + "a".repeat(1025));
        assertRefused(413, setting + "topic-bytes", AS_JSON, "{\"topic\":[\"T\",\"" + "é".repeat(513) + "\"]}");
        assertRefused(413, setting + "type-bytes", AS_FORM, "topic=T&type=" + "a".repeat(257));
        assertRefused(413, setting + "topics", AS_FORM, "topic=T&".repeat(17));
        assertRefused(400, "an id has at most 256", AS_FORM, "topic=T&id=" + "a".repeat(257));
        assertThat(Connection.post(
                                events,
                                "topic=" + "a".repeat(1024) + "&type=" + "a".repeat(256) + "&topic=b".repeat(15)
                                        + "&id=" + "a".repeat(256),
                                AS_FORM)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nine_megabytes_are_refused_and_ten_in_chunks_too() {
        String data = "x".repeat(9 * BODY_BYTES);
        assertTooLarge(Http.post(events, Http.FORM, "topic=T&data=" + data));
        byte[] more = ("topic=T&data=xx" + data + data.substring(0, BODY_BYTES)).getBytes(UTF_8);
        assertTooLarge(Http.send(HttpRequest.newBuilder(events)
                .header("Content-Type", Http.FORM)
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(more)))));
        // Over a connection of its own: WildFly ends one over which more than it wants was sent, a moment after the
        // answer.
        assertThat(Connection.post(events, "topic=after-large&data=x", AS_FORM).status())
                .isEqualTo(200);
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body())
                .contains("the body is larger than the 1048576 that tidings.publish.body-bytes allows");
    }

    @Test
    void other_types_charsets_and_encodings_are_refused() {
        String form = "topic=T&data=x";
        assertRefused(415, "Content-Type", "Content-Type: text/plain", form);
        assertRefused(415, "Content-Type", "Content-Type: multipart/form-data; boundary=x", form);
        assertRefused(415, "Content-Type", "X-Content-Type: none", form);
        assertRefused(415, "only UTF-8", AS_FORM + "; charset=iso-8859-1", form);
        assertRefused(415, "only UTF-8", AS_JSON + ";charset=\"UTF-16\"", "{\"topic\":\"T\"}");
        assertRefused(415, "Content-Encoding", AS_FORM + "\r\nContent-Encoding: gzip", form);
        assertThat(raw(form, AS_FORM + "; Charset=\"utf-8\"\r\nContent-Encoding: identity")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_connection_is_still_good_after_an_error_unless_the_server_says_that_it_closes_it() {
        List<String> wrong = List.of("data=x", "topic=\u00ff", "topic=T&retry=x", "topic=" + "a".repeat(2000));
        for (String body : wrong) {
            try (Connection connection = Connection.to(events)) {
                Connection.Answer refused = connection.send("POST", "", body, AS_FORM);
                assertThat(refused.status()).isIn(400, 413);
                // Tomcat and its descendants do so after every 400 and 413.
                if (refused.header("Connection").orElse("").equals("close")) {
                    assertThat(connection.isAtEnd()).isTrue();
                } else {
                    assertThat(connection
                                    .send("POST", "", "topic=T&data=x", AS_FORM)
                                    .status())
                            .isEqualTo(200);
                }
            }
        }
    }

    // A listener of everything must hear what is published next, and nothing before it.
    private void assertRefused(int status, String detail, String type, String body) {
        try (EventStream stream = EventStream.open(events).awaitOpen()) {
            Connection.Answer answer = Connection.post(events, body, type);
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("\"status\":" + status, detail).doesNotContain("\n", "\r", "\0");
            Http.publish(events, "after-refusal", "next");
            stream.awaitData("next");
        }
    }
}
