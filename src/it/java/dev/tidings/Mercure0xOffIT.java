package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Does nothing of Mercure 0.x work where it is switched off, although there are keys for it? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class Mercure0xOffIT {

    private static final OldToken SUBSCRIBER = Mercure0xHub.subscriber("*");
    private static final OldToken PUBLISHER = Mercure0xHub.publisher("*");

    @ArquillianResource
    private URI root;

    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return Mercure0xHub.war("mercure-0x-off.war", false, "tidings.subscribe.anonymous=false");
    }

    @BeforeEach
    void resolve() {
        hub = MercureHub.at(root);
    }

    @Test
    void topic_is_refused_with_the_name_of_the_setting() {
        Connection.Answer answer =
                hub.refusal("topic=a", MercureHub.subscriber("a").header());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("tidings.mercure.0x=true");
    }

    @Test
    void a_token_of_it_is_not_good() {
        Connection.Answer listening = hub.refusal("match=a", SUBSCRIBER.header());
        Connection.Answer publishing = Connection.post(hub.uri(), "topic=a", MercureHub.FORM, PUBLISHER.header());
        for (Connection.Answer answer : List.of(listening, publishing)) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void its_cookie_and_its_parameter_are_not_looked_at() {
        String topic = "topic=a&match=a&";
        for (Connection.Answer answer : List.of(
                hub.refusal(topic, SUBSCRIBER.cookie()),
                hub.refusal(topic + SUBSCRIBER.parameter()),
                Connection.post(
                        hub.uri(), "topic=a", MercureHub.FORM, PUBLISHER.cookie(), "Origin: " + MercureHub.PAGE),
                Mercure0xHub.post(hub, "?" + PUBLISHER.parameter(), "topic=a"))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate").orElse("")).doesNotContain("error");
        }
    }

    @Test
    void the_header_of_its_answers_is_not_there_nor_its_last_id_looked_at() {
        hub.publish("topic=off&data=1");
        String query = "match=off&lastEventID=earliest";
        try (EventStream stream = hub.listen(query, MercureHub.subscriber("off"))) {
            hub.publish("topic=off&data=2");
            stream.awaitData("2");
            assertThat(stream.head()).contains("Mercure-Last-Event-ID: ").doesNotContain("\nLast-Event-ID");
        }
    }
}
