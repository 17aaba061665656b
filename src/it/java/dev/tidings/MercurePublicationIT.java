package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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
 * Does the hub answer publishers by the Mercure draft? Each name begins with its section: Publication, Publishers, Error
 * Responses, Presenting the Access Token; and is the protocol's switch for gaps one?
 */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MercurePublicationIT {

    @ArquillianResource
    private URI root;

    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return MercureHub.war("strict-mercure.war", "tidings.mercure.gaps=false");
    }

    @BeforeEach
    void resolve() {
        hub = MercureHub.at(root);
    }

    @Test
    void Publication_the_answer_is_the_id_and_the_event_has_every_field() {
        try (EventStream stream = hub.listen("match=p")) {
            Connection.Answer answer =
                    hub.post("topic=p&data=one%0Atwo%0D%0Athree&type=greeting&retry=1500&id=urn:x:1");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.type()).isEqualTo("text/plain;charset=utf-8");
            assertThat(answer.body()).isEqualTo("urn:x:1");
            stream.awaitData("one\ntwo\nthree");
            assertThat(stream.events().get(0)).contains("id: urn:x:1", "event: greeting", "retry: 1500");
        }
        assertThat(hub.publish("topic=p")).startsWith("#");
        assertThat(hub.publish("topic=p&id=%C3%A9")).startsWith("#");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data=x",
                "topic=",
                "topic=*",
                "topic=ok&topic=*",
                "topic=a%0Ab",
                "topic=a%C2%9F",
                "topic=%E2%80%AE",
                "topic=%FF",
                "topic=ok&id=%23x",
                "topic=ok&id=earliest",
                "topic=ok&id=a%0Ab",
                "topic=ok&type=mercure",
                "topic=ok&type=a%0Ddata:x",
                "topic=ok&retry=1s",
                "topic=/.well-known/mercure",
                "topic=ok&topic=/.well-known/mercure/subscriptions/exact/a/b",
                "topic=https://elsewhere.example/.well-known/%256Dercure&topic=/.well-known/%6Dercure/x",
                "topic=/x/../.well-known/mercure/x",
                "topic=http://hub.example/.well-known/mercure?x"
            })
    void Publication_what_is_malformed_or_reserved_is_refused_whatever_the_token(String form) {
        try (EventStream stream = hub.listen("match=*")) {
            Connection.Answer answer = hub.post(form);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            hub.publish("topic=after&data=after");
            stream.awaitData("after");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "topic=TOPIC, tidings.publish.topic-bytes",
        "topic=a&topic=b&topic=c&topic=d&topic=e&topic=f&topic=g&topic=h&topic=i&topic=j&topic=k&topic=l&topic=m&topic=n"
                + "&topic=o&topic=p&topic=q, tidings.publish.topics",
        "topic=a&type=TOPIC, tidings.publish.type-bytes",
        "topic=a&retry=9999999999999999, digits"
    })
    void Publication_what_is_over_a_limit_is_refused_with_413(String form, String limit) {
        Connection.Answer answer = hub.post(form.replace("TOPIC", "t".repeat(1025)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains(limit);
    }

    @Test
    void Publication_an_id_that_could_be_taken_for_one_of_the_hubs_is_refused() {
        String ours = hub.publish("topic=p").substring(1);
        String later = ours.substring(0, ours.lastIndexOf('-')) + "-1000000";
        for (String id : new String[] {ours, later}) {
            Connection.Answer answer = hub.post("topic=p&id=" + id);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("looks like one of the hub's");
        }
        assertThat(hub.publish("topic=p&id=order-1000000")).isEqualTo("order-1000000");
    }

    @Test
    void Publication_is_a_form_and_nothing_else() {
        String token = MercureHub.publisher("*").header();
        assertThat(Connection.post(hub.uri(), "{\"topic\":\"a\"}", "Content-Type: application/json", token)
                        .status())
                .isEqualTo(415);
        assertThat(Connection.post(hub.uri(), "topic=a", "Content-Type: text/plain", token)
                        .status())
                .isEqualTo(415);
    }

    @Test
    void Publication_fields_that_are_not_known_are_ignored() {
        String first = hub.publish("topic=k&data=1&key=same&foo=bar&match=x");
        assertThat(hub.publish("topic=k&data=2&key=same")).isNotEqualTo(first);
    }

    @Test
    void Publishers_need_a_grant_for_each_topic() {
        String two = MercureHub.publisher("a", "b").header();
        assertThat(Connection.post(hub.uri(), "topic=a&topic=b", MercureHub.FORM, two)
                        .status())
                .isEqualTo(200);
        try (EventStream stream = hub.listen("match=*")) {
            Connection.Answer answer = Connection.post(hub.uri(), "topic=a&topic=c&data=no", MercureHub.FORM, two);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("WWW-Authenticate").orElse(""))
                    .contains("error=\"insufficient_scope\"", "resource_metadata");
            hub.publish("topic=after&data=after");
            stream.awaitData("after");
        }
    }

    @Test
    void Error_Responses_without_a_token_there_is_no_error_code() {
        Connection.Answer answer = Connection.post(hub.uri(), "topic=a", MercureHub.FORM);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElse(""))
                .contains("Bearer resource_metadata=")
                .doesNotContain("error");
    }

    @Test
    void Presenting_the_Access_Token_a_page_may_publish_by_cookie_from_an_allowed_origin_and_read_the_answer() {
        String cookie = MercureHub.publisher("*").cookie();
        Connection.Answer allowed =
                Connection.post(hub.uri(), "topic=c", MercureHub.FORM, cookie, "Origin: " + MercureHub.PAGE);
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).contains(MercureHub.PAGE);
        Connection.Answer foreign =
                Connection.post(hub.uri(), "topic=c", MercureHub.FORM, cookie, "Origin: https://evil.example");
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.header("WWW-Authenticate").orElse("")).contains("error=\"invalid_request\"");
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void Reconnection_no_event_but_the_header_tells_of_a_gap_where_that_is_switched_off() {
        hub.publish("topic=gap&data=1");
        try (EventStream stream = hub.listen("match=gap&last_event_id=unknown")) {
            assertThat(stream.head()).contains("Mercure-Last-Event-ID: earliest");
            stream.awaitData("1");
        }
    }
}
