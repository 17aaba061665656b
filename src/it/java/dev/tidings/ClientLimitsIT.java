package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How much of the hub can one client have, also one that lies about its address? The proxy is trusted that has the address
 * 127.0.0.2; each test has clients of its own.
 */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientLimitsIT {

    private static final String SECRET = "one secret for both roles, of 32 bytes and more";
    private static final String PROXY = "127.0.0.2";
    private static final int PER_ADDRESS = 4;
    private static final int PER_SUBJECT = 3;
    private static final int PER_TOKEN = 2;
    private static final int BURST = 20;

    @ArquillianResource
    private URI root;

    private final List<EventStream> streams = new ArrayList<>();
    private URI events;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war(
                "limits.war",
                "tidings.playground=false",
                "tidings.subscribe.anonymous=true",
                "tidings.resource=" + MercureHub.ADDRESS,
                "MERCURE_TRUSTED_ISSUERS=https://issuer.example",
                "MERCURE_PUBLISHER_JWT_KEY=" + SECRET,
                "MERCURE_SUBSCRIBER_JWT_KEY=" + SECRET,
                "tidings.proxies=" + PROXY,
                "tidings.streams.per-address=" + PER_ADDRESS,
                "tidings.streams.per-subject=" + PER_SUBJECT,
                "tidings.streams.per-token=" + PER_TOKEN,
                "tidings.publish.rate.per-address=1",
                "tidings.publish.rate.per-subject=1",
                "tidings.publish.rate.burst=" + BURST + "s",
                "tidings.stream.heartbeat=1s");
    }

    @BeforeEach
    void resolve() {
        events = URI.create(Server.local(root, "events").toString().replace("//localhost", "//127.0.0.1"));
    }

    @AfterEach
    void close() {
        streams.forEach(EventStream::close);
    }

    /** Whether somebody has got a stream who came from this address of this machine. */
    private boolean isLetIn(String from, Map<String, String> headers) {
        EventStream stream = EventStream.openFrom(from, URI.create(events + "?topic=a"), headers);
        streams.add(stream);
        assertThat(stream.status()).isEqualTo(200);
        await().until(() -> stream.hasEnded() || !stream.lastEventId().isEmpty());
        if (stream.hasEnded()) {
            assertThat(stream.hasEndedCleanly()).isTrue();
            assertThat(stream.body()).matches(":\nretry: \\d+\n");
        }
        return !stream.hasEnded();
    }

    private boolean isLetIn(String forwardedFor) {
        return isLetIn(PROXY, Map.of("X-Forwarded-For", forwardedFor));
    }

    private static Map<String, String> with(String client, String name, String value) {
        return Map.of("X-Forwarded-For", client, name, value);
    }

    @Test
    void one_address_behind_the_proxy_has_so_many_streams_and_the_next_has_as_many() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(isLetIn("203.0.113.1")).isTrue();
        }
        assertThat(isLetIn("203.0.113.1")).isFalse();
        assertThat(isLetIn("203.0.113.2")).isTrue();
        assertThat(streams.subList(0, PER_ADDRESS)).noneMatch(EventStream::hasEnded);
    }

    @Test
    void what_a_client_writes_before_the_proxy_makes_no_difference() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(isLetIn("198.51.100." + i + ", 203.0.113.10")).isTrue();
        }
        assertThat(isLetIn("198.51.100.99, 203.0.113.10")).isFalse();
        assertThat(isLetIn("127.0.0.2, 203.0.113.10")).isFalse();
        assertThat(isLetIn(PROXY, with("203.0.113.10", "Forwarded", "for=198.51.100.98")))
                .isFalse();
    }

    @Test
    void who_is_no_trusted_proxy_is_not_believed() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(isLetIn("127.0.0.3", Map.of("X-Forwarded-For", "198.51.100.1" + i)))
                    .isTrue();
        }
        assertThat(isLetIn("127.0.0.3", Map.of("X-Forwarded-For", "198.51.100.20")))
                .isFalse();
        assertThat(isLetIn("198.51.100.10")).isTrue();
    }

    @Test
    void of_ipv6_64_bits_are_one_address() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(isLetIn("2001:db8:0:7::" + i)).isTrue();
        }
        assertThat(isLetIn("2001:db8:0:7:ffff::1")).isFalse();
        assertThat(isLetIn("2001:db8:0:8::1")).isTrue();
    }

    @Test
    void a_token_is_one_whether_it_comes_in_the_header_or_in_a_cookie() {
        SignedToken token = SignedToken.of(SECRET, "ann").claim("jti", "1");
        assertThat(isLetIn(PROXY, with("203.0.113.20", "Authorization", token.bearer())))
                .isTrue();
        assertThat(isLetIn(PROXY, with("203.0.113.21", "Cookie", token.cookie())))
                .isTrue();
        assertThat(isLetIn(PROXY, with("203.0.113.22", "Cookie", token.cookie())))
                .isFalse();
        assertThat(isLetIn(PROXY, with("203.0.113.23", "Authorization", token.bearer())))
                .isFalse();
        String other = SignedToken.of(SECRET, "ann").claim("jti", "2").bearer();
        assertThat(isLetIn(PROXY, with("203.0.113.24", "Authorization", other))).isTrue();
    }

    @Test
    void a_subject_is_one_whatever_its_tokens() {
        for (int i = 0; i <= PER_SUBJECT; i++) {
            String token =
                    SignedToken.of(SECRET, "bob").claim("jti", "bob-" + i).bearer();
            assertThat(isLetIn(PROXY, with("203.0.113.3" + i, "Authorization", token)))
                    .isEqualTo(i < PER_SUBJECT);
        }
        String other = SignedToken.of(SECRET, "bobby").bearer();
        assertThat(isLetIn(PROXY, with("203.0.113.39", "Authorization", other))).isTrue();
    }

    @Test
    void the_places_of_clients_that_vanish_are_free_when_it_is_noticed() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(isLetIn("203.0.113.40")).isTrue();
        }
        assertThat(isLetIn("203.0.113.40")).isFalse();
        streams.subList(0, PER_ADDRESS).forEach(EventStream::reset);
        for (int i = 0; i < PER_ADDRESS; i++) {
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isLetIn("203.0.113.40"));
        }
        assertThat(isLetIn("203.0.113.40")).isFalse();
    }

    private Connection.Answer publish(String from, String forwardedFor, String bearer) {
        try (Connection connection = Connection.from(from, events)) {
            return connection.send(
                    "POST",
                    "",
                    "topic=p&data=x",
                    "Content-Type: " + Http.FORM,
                    "X-Forwarded-For: " + forwardedFor,
                    "Authorization: " + bearer);
        }
    }

    /** Sends requests until one is refused for being one too many, which it must be soon, and not before the burst is over. */
    private static Connection.Answer tooMany(int otherwise, IntFunction<Connection.Answer> requests) {
        Optional<Connection.Answer> refused = Optional.empty();
        int sent = 0;
        for (; refused.isEmpty() && sent < 10 * BURST; sent++) {
            Connection.Answer answer = requests.apply(sent);
            assertThat(answer.status()).as(answer.body()).isIn(otherwise, 429);
            refused = Optional.of(answer).filter(each -> each.status() == 429);
        }
        assertThat(sent).isGreaterThan(BURST);
        assertThat(refused).isPresent();
        assertThat(refused.get().header("Retry-After").orElse("")).isEqualTo("1");
        assertThat(refused.get().type()).startsWith("application/problem+json");
        return refused.get();
    }

    @Test
    void who_publishes_too_often_from_one_address_is_told_when_to_come_back() {
        IntFunction<String> publisher =
                i -> SignedToken.of(SECRET, "publisher " + i).publishes("p").bearer();
        tooMany(200, i -> publish(PROXY, "203.0.113.50", publisher.apply(i)));
        assertThat(publish(PROXY, "203.0.113.51", publisher.apply(0)).status()).isEqualTo(200);
    }

    @Test
    void a_flood_of_bad_tokens_is_held_to_the_rate_of_its_address_whatever_it_says_that_it_is() {
        tooMany(401, i -> publish("127.0.0.4", "198.51.100." + i % 250, "Bearer x.y." + i));
        tooMany(401, i -> publish(PROXY, "198.51.100." + i % 250 + ", 203.0.113.60", "Bearer x.y." + i));
    }

    @Test
    void a_subject_is_held_to_its_rate_wherever_it_sends_from() {
        String bearer = SignedToken.of(SECRET, "eager").publishes("p").bearer();
        Connection.Answer refused = tooMany(200, i -> publish(PROXY, "192.0.2." + i % 250, bearer));
        assertThat(refused.body()).contains("tidings.publish.rate.per-subject");
    }
}
