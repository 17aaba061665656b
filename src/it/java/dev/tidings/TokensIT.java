package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
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

/** Who listens and who publishes where tokens are trusted, in a real server? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokensIT {

    private static final String ISSUER = "https://issuer.example";
    private static final String HUB = "https://hub.example/.well-known/mercure";
    private static final String PAGE = "https://app.example";
    private static final String SECRET = "a secret of the publishers, of 32 bytes and more";
    private static final KeyPair SUBSCRIBERS = pair();
    private static final String METADATA =
            "resource_metadata=\"https://hub.example/.well-known/oauth-protected-resource/.well-known/mercure\"";
    private static final String FORM = "Content-Type: " + Http.FORM;

    private static final AccessToken PUBLISHER = new AccessToken(
            new SecretKeySpec(SECRET.getBytes(UTF_8), "HMAC"),
            "HS256",
            ISSUER,
            HUB,
            Duration.ofMinutes(5),
            "publish",
            List.of("*"));

    // Of another kind than the publishers', so that each server shows that it verifies both.
    private static final AccessToken SUBSCRIBER = new AccessToken(
            SUBSCRIBERS.getPrivate(), "ES256", ISSUER, HUB, Duration.ofMinutes(5), "subscribe", List.of("orders/42"));

    @ArquillianResource
    private URI root;

    private URI events;

    @Deployment(testable = false)
    static WebArchive war() {
        String pem = Base64.getEncoder().encodeToString(SUBSCRIBERS.getPublic().getEncoded());
        return Artifacts.war(
                "tokens.war",
                "tidings.playground=false",
                "tidings.resource=" + HUB,
                "tidings.cors.origins=" + PAGE,
                "MERCURE_TRUSTED_ISSUERS=" + ISSUER,
                "MERCURE_PUBLISHER_JWT_KEY=" + SECRET,
                "MERCURE_SUBSCRIBER_JWT_KEY=-----BEGIN PUBLIC KEY-----\\n" + pem + "\\n-----END PUBLIC KEY-----",
                "MERCURE_SUBSCRIBER_JWT_ALG=ES256");
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @BeforeEach
    void resolve() {
        events = Server.local(root, "events");
    }

    @Test
    void without_a_token_nobody_listens_or_publishes_and_everybody_is_told_where_to_ask() {
        for (Connection.Answer answer :
                List.of(Connection.ask(events, "GET", ""), Connection.post(events, "topic=a", FORM))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("Bearer " + METADATA);
        }
    }

    @Test
    void a_token_in_the_url_is_not_looked_at() {
        for (String name : List.of("access_token", "authorization")) {
            Connection.Answer answer = Connection.ask(events, "GET", "?" + name + "=" + SUBSCRIBER.token());
            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void a_private_update_is_heard_by_those_it_is_granted_to_live_and_replayed() {
        AccessToken stranger = SUBSCRIBER.to("subscribe", "orders/43");
        String before = publish("topic=orders/42&data=before");
        try (EventStream insider = listen(SUBSCRIBER, "?topic=*");
                EventStream outsider = listen(stranger, "?topic=*")) {
            publish("topic=orders/42&data=secret&private=on");
            publish("topic=orders/42&data=public");
            insider.awaitData("secret", "public");
            outsider.awaitData("public");
        }
        String resumed = "?topic=orders/42&last_event_id=" + Http.encode(before);
        try (EventStream insider = listen(SUBSCRIBER, resumed);
                EventStream outsider = listen(stranger, resumed)) {
            insider.awaitData("secret", "public");
            outsider.awaitData("public");
        }
    }

    @Test
    void an_update_is_published_if_each_of_its_topics_is_granted_and_else_to_none() {
        AccessToken one = PUBLISHER.to("publish", "granted");
        try (EventStream stream = listen(SUBSCRIBER, "?topic=granted&topic=other")) {
            for (String topics : List.of("topic=other", "topic=granted&topic=other", "topic=other&topic=granted")) {
                Connection.Answer refused = Connection.post(events, topics + "&data=no", FORM, one.header());
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.header("WWW-Authenticate"))
                        .contains("Bearer error=\"insufficient_scope\", " + METADATA);
            }
            assertThat(Connection.post(events, "topic=granted&data=yes", FORM, one.header())
                            .status())
                    .isEqualTo(200);
            stream.awaitData("yes");
        }
    }

    @Test
    void a_bad_token_is_refused_with_one_code_whatever_is_wrong_with_it() {
        List<AccessToken> bad = List.of(
                PUBLISHER,
                SUBSCRIBER.of("https://attacker.example"),
                SUBSCRIBER.audience("https://other.example/.well-known/mercure"),
                SUBSCRIBER.life(Duration.ofSeconds(-1)),
                SUBSCRIBER.to("subscribe"));
        String body = "";
        for (AccessToken each : bad) {
            Connection.Answer answer = Connection.ask(events, "GET", "", each.header());
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\", " + METADATA);
            assertThat(answer.body()).isIn(body.isEmpty() ? answer.body() : body);
            body = answer.body();
        }
        assertThat(Connection.post(events, "topic=a", FORM, SUBSCRIBER.header()).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Basic dXNlcjpwYXNz", "Authorization: Bearer", "Authorization: Bearer a b"})
    void a_header_that_is_no_bearer_token_is_malformed(String header) {
        Connection.Answer answer = Connection.ask(events, "GET", "", header, SUBSCRIBER.cookie());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"invalid_request\", " + METADATA);
    }

    @Test
    void a_page_listens_with_a_cookie() {
        String cookie = SUBSCRIBER.cookie().substring("Cookie: ".length());
        try (EventStream stream =
                EventStream.open(URI.create(events + "?topic=orders/42"), Map.of("Cookie", cookie, "Origin", PAGE))) {
            publish("topic=orders/42&data=for%20its%20reader&private=on");
            stream.awaitData("for its reader");
        }
    }

    @Test
    void the_header_beats_the_cookie() {
        String bad = SUBSCRIBER.life(Duration.ofSeconds(-1)).header();
        assertThat(Connection.ask(events, "HEAD", "", bad, SUBSCRIBER.cookie()).status())
                .isEqualTo(401);
        assertThat(Connection.ask(
                                events,
                                "HEAD",
                                "",
                                SUBSCRIBER.header(),
                                SUBSCRIBER.life(Duration.ofSeconds(-1)).cookie())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: https://app.example, 200",
        "Origin: https://hub.example, 200",
        "Origin: https://evil.example, 400",
        "Origin: https://app.example.evil.example, 400",
        "Origin: null, 400",
        "Referer: https://app.example/, 400"
    })
    void publishing_with_a_cookie_needs_an_allowed_origin(String header, int status) {
        Connection.Answer answer = Connection.post(events, "topic=by-cookie&data=x", FORM, header, PUBLISHER.cookie());
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_stream_ends_by_the_exp_of_its_token_and_the_client_comes_back_without_loss() {
        String id;
        try (EventStream stream = listen(SUBSCRIBER.life(Duration.ofSeconds(12)), "?topic=orders/42")) {
            publish("topic=orders/42&data=1&private=on");
            stream.awaitData("1");
            // By itself it would end after minutes.
            await().atMost(Duration.ofSeconds(60)).until(stream::hasEnded);
            assertThat(stream.hasEndedCleanly()).isTrue();
            id = stream.lastEventId();
        }
        publish("topic=orders/42&data=2&private=on");
        try (EventStream stream = listen(SUBSCRIBER, "?topic=orders/42&last_event_id=" + Http.encode(id))) {
            stream.awaitData("2");
        }
    }

    private EventStream listen(AccessToken token, String query) {
        String bearer = token.header().substring("Authorization: ".length());
        EventStream stream = EventStream.open(URI.create(events + query), Map.of("Authorization", bearer));
        assertThat(stream.status()).isEqualTo(200);
        return stream.awaitOpen();
    }

    private String publish(String form) {
        Connection.Answer answer = Connection.post(events, form, FORM, PUBLISHER.header());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
