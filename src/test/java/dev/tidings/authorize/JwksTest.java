package dev.tidings.authorize;

import static dev.tidings.authorize.JwksServer.jwk;
import static dev.tidings.authorize.JwksServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When are an issuer's keys fetched, which of them count, and what if they cannot be had? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JwksTest {

    private static final KeyPair ONE = Mint.pair(Algorithm.RS256);
    private static final KeyPair TWO = Mint.pair(Algorithm.RS256);
    private static final KeyPair CURVE = Mint.pair(Algorithm.ES256);
    private static final KeyPair EDWARDS = Mint.pair(Algorithm.EdDSA);

    @TempDir
    static Path directory;

    private static Path certificate;

    private volatile long nanos;
    private JwksServer server;
    private Jwks jwks;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = JwksServer.certificate(directory);
    }

    @BeforeEach
    void start() throws Exception {
        server = JwksServer.start(certificate);
        server.answers(keys(jwk("one", ONE.getPublic())));
        jwks = jwks(server.trusting());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Jwks jwks(SSLSocketFactory tls) {
        JwksSettings settings = HubWithTokens.JWKS;
        var document = new Download(server.address(), settings.timeout(), settings.bytes(), tls);
        return new Jwks(document, settings, () -> nanos);
    }

    private synchronized void pass(Duration time) {
        nanos += time.toNanos();
    }

    private Optional<PublicKey> key(Algorithm algorithm, String kid) throws KeysUnavailableException {
        return jwks.key(Role.SUBSCRIBER, algorithm, Optional.ofNullable(kid)).map(key -> (PublicKey) key.key());
    }

    @Test
    void keys_are_fetched_when_the_first_token_comes_and_kept() throws Exception {
        assertThat(server.asked()).isZero();
        for (int i = 0; i < 5; i++) {
            assertThat(key(Algorithm.RS256, "one")).contains(ONE.getPublic());
        }
        assertThat(key(Algorithm.PS256, "one")).contains(ONE.getPublic());
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void tokens_are_verified_with_them() throws Exception {
        server.answers(keys(jwk("one", ONE.getPublic()), jwk("c", CURVE.getPublic()), jwk("e", EDWARDS.getPublic())));
        Tokens tokens = new Tokens(
                HubWithTokens.settings(10, new Issuer(Mint.ISSUER, Map.of(), Optional.of(server.address()))),
                Mint.BASE,
                issuer -> jwks,
                () -> Mint.NOW);
        for (Mint mint : List.of(
                Mint.of(ONE.getPrivate(), Algorithm.RS256).header("kid", "one"),
                Mint.of(ONE.getPrivate(), Algorithm.PS256).header("kid", "one"),
                Mint.of(CURVE.getPrivate(), Algorithm.ES256),
                Mint.of(EDWARDS.getPrivate(), Algorithm.EdDSA).header("kid", "e"))) {
            assertThat(HubWithTokens.identify(tokens, mint.token(), Role.PUBLISHER)
                            .subject())
                    .isEqualTo("ann");
            assertThatExceptionOfType(InvalidTokenException.class)
                    .isThrownBy(() -> HubWithTokens.identify(
                            tokens,
                            mint.key(TWO.getPrivate()).header("alg", "RS256").token(),
                            Role.PUBLISHER));
        }
    }

    @Test
    void one_kid_at_two_issuers_is_two_keys() throws Exception {
        try (JwksServer other = JwksServer.start(certificate)) {
            other.answers(keys(jwk("one", TWO.getPublic())));
            var document = new Download(other.address(), Duration.ofSeconds(2), 1 << 16, other.trusting());
            String otherId = "https://other.example";
            Map<String, KeySource> sources = new HashMap<>(Map.of(Mint.ISSUER, jwks));
            sources.put(otherId, new Jwks(document, HubWithTokens.JWKS, () -> nanos));
            Tokens tokens = new Tokens(
                    HubWithTokens.settings(
                            10,
                            new Issuer(Mint.ISSUER, Map.of(), Optional.of(server.address())),
                            new Issuer(otherId, Map.of(), Optional.of(other.address()))),
                    Mint.BASE,
                    issuer -> sources.get(issuer.id()),
                    () -> Mint.NOW);
            Mint ours = Mint.of(ONE.getPrivate(), Algorithm.RS256).header("kid", "one");
            Mint theirs = ours.key(TWO.getPrivate()).claim("iss", otherId);
            assertThat(HubWithTokens.identify(tokens, ours.token(), Role.PUBLISHER)
                            .issuer())
                    .isEqualTo(Mint.ISSUER);
            assertThat(HubWithTokens.identify(tokens, theirs.token(), Role.PUBLISHER)
                            .issuer())
                    .isEqualTo(otherId);
            for (Mint forged : List.of(ours.claim("iss", otherId), theirs.claim("iss", Mint.ISSUER))) {
                assertThatExceptionOfType(InvalidTokenException.class)
                        .isThrownBy(() -> HubWithTokens.identify(tokens, forged.token(), Role.PUBLISHER))
                        .withMessageContaining("signature");
            }
        }
    }

    @Test
    void a_new_key_is_found_when_its_first_token_comes() throws Exception {
        key(Algorithm.RS256, "one");
        server.answers(keys(jwk("two", TWO.getPublic())));
        pass(HubWithTokens.JWKS.pause());
        assertThat(key(Algorithm.RS256, "two")).contains(TWO.getPublic());
        assertThat(key(Algorithm.RS256, "one")).as("it was withdrawn").isEmpty();
    }

    @Test
    void made_up_names_do_not_have_the_issuer_asked_more_than_once_in_a_while() throws Exception {
        key(Algorithm.RS256, "one");
        for (int i = 0; i < 10; i++) {
            assertThat(key(Algorithm.RS256, "made up " + i)).isEmpty();
        }
        assertThat(server.asked()).isEqualTo(1);
        pass(HubWithTokens.JWKS.pause());
        for (int i = 0; i < 10; i++) {
            assertThat(key(Algorithm.RS256, "made up " + i)).isEmpty();
        }
        assertThat(server.asked()).isEqualTo(2);
    }

    @Test
    void old_keys_are_fetched_again_though_nobody_misses_one() throws Exception {
        server.answers(keys(jwk(null, ONE.getPublic())));
        key(Algorithm.RS256, null);
        server.answers(keys(jwk(null, TWO.getPublic())));
        pass(HubWithTokens.JWKS.age().minusNanos(1));
        assertThat(key(Algorithm.RS256, null)).contains(ONE.getPublic());
        pass(Duration.ofNanos(1));
        assertThat(key(Algorithm.RS256, null)).contains(TWO.getPublic());
    }

    static Stream<Named<JwksServer.Answer>> outages() {
        return Stream.of(
                Named.of("an error", exchange -> JwksServer.send(exchange, 503, keys(jwk("two", TWO.getPublic())))),
                Named.of("not found", exchange -> JwksServer.send(exchange, 404, "")),
                Named.of("not JSON", exchange -> JwksServer.send(exchange, 200, "<html>")),
                Named.of("another JSON", exchange -> JwksServer.send(exchange, 200, "{\"keys\":1}")),
                Named.of("an array", exchange -> JwksServer.send(exchange, 200, "[]")),
                Named.of("no keys", exchange -> JwksServer.send(exchange, 200, "{\"keys\":[]}")),
                Named.of(
                        "too large",
                        exchange -> JwksServer.send(
                                exchange,
                                200,
                                keys(jwk("two", TWO.getPublic())) + " ".repeat(HubWithTokens.JWKS.bytes()))),
                Named.of("a redirect", JwksTest::redirect),
                Named.of("no answer", HttpExchange::close),
                Named.of("half an answer", exchange -> exchange.sendResponseHeaders(200, 1_000)),
                Named.of("a byte now and then", JwksTest::drip));
    }

    private static void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        JwksServer.send(exchange, 302, "");
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try {
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                // A sender that is slow, not a test that waits.
                Thread.sleep(100);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @MethodSource("outages")
    @Timeout(20)
    void while_newer_keys_cannot_be_had_the_known_ones_go_on(JwksServer.Answer outage) throws Exception {
        key(Algorithm.RS256, "one");
        server.answers(outage);
        for (Duration time : List.of(HubWithTokens.JWKS.age(), Duration.ofDays(30))) {
            int before = server.asked();
            pass(time);
            assertThat(key(Algorithm.RS256, "one")).contains(ONE.getPublic());
            assertThat(key(Algorithm.RS256, "two")).isEmpty();
            assertThat(server.asked())
                    .as("no redirect is followed; without any answer the JDK asks twice")
                    .isBetween(before + 1, before + 2);
        }
        server.answers(keys(jwk("two", TWO.getPublic())));
        pass(HubWithTokens.JWKS.pause());
        assertThat(key(Algorithm.RS256, "two")).contains(TWO.getPublic());
    }

    @Test
    void a_server_that_is_gone_leaves_the_known_keys() throws Exception {
        key(Algorithm.RS256, "one");
        server.close();
        pass(HubWithTokens.JWKS.age());
        assertThat(key(Algorithm.RS256, "one")).contains(ONE.getPublic());
    }

    @Test
    void while_none_were_ever_had_nobody_knows_and_that_is_no_refusal() throws Exception {
        server.answers(exchange -> JwksServer.send(exchange, 500, ""));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(KeysUnavailableException.class)
                    .isThrownBy(() -> key(Algorithm.RS256, "one"))
                    .withMessageContaining(server.address().toString());
        }
        assertThat(server.asked()).isEqualTo(1);
        server.answers(keys(jwk("one", ONE.getPublic())));
        pass(HubWithTokens.JWKS.pause());
        assertThat(key(Algorithm.RS256, "one")).contains(ONE.getPublic());
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_not_trusted() {
        jwks = jwks((SSLSocketFactory) SSLSocketFactory.getDefault());
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> key(Algorithm.RS256, "one"));
        assertThat(server.asked()).isZero();
    }

    @Test
    void a_crowd_that_comes_before_the_first_keys_waits_for_one_fetch() throws Exception {
        CountDownLatch mayAnswer = server.holds();
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<PublicKey>>> found = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                found.add(crowd.submit(() -> key(Algorithm.RS256, "one")));
            }
            await().until(() -> server.asked() == 1);
            mayAnswer.countDown();
            for (Future<Optional<PublicKey>> each : found) {
                assertThat(each.get()).contains(ONE.getPublic());
            }
            assertThat(server.asked()).isEqualTo(1);
        } finally {
            crowd.shutdownNow();
        }
    }

    @Test
    void whoever_has_a_key_does_not_wait_for_newer_ones() throws Exception {
        key(Algorithm.RS256, "one");
        pass(HubWithTokens.JWKS.age());
        CountDownLatch mayAnswer = server.holds();
        ExecutorService another = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<PublicKey>> fetching = another.submit(() -> key(Algorithm.RS256, "one"));
            await().until(() -> server.asked() == 2);
            assertThat(key(Algorithm.RS256, "one")).contains(ONE.getPublic());
            assertThat(fetching).isNotDone();
            mayAnswer.countDown();
            assertThat(fetching.get()).contains(ONE.getPublic());
        } finally {
            another.shutdownNow();
        }
    }

    @Test
    void without_a_kid_there_must_be_no_choice() throws Exception {
        server.answers(keys(jwk("one", ONE.getPublic()), jwk("c", CURVE.getPublic())));
        assertThat(key(Algorithm.RS256, null)).as("the only one for RSA").contains(ONE.getPublic());
        server.answers(keys(jwk("one", ONE.getPublic()), jwk("two", TWO.getPublic())));
        pass(HubWithTokens.JWKS.age());
        assertThat(key(Algorithm.RS256, null)).isEmpty();
        assertThat(key(Algorithm.RS256, "two")).contains(TWO.getPublic());
    }

    @Test
    void one_name_for_two_keys_of_a_kind_is_no_choice_and_of_two_kinds_is_one() throws Exception {
        server.answers(
                keys(jwk("same", ONE.getPublic()), jwk("same", TWO.getPublic()), jwk("same", CURVE.getPublic())));
        assertThat(key(Algorithm.RS256, "same")).isEmpty();
        assertThat(key(Algorithm.ES256, "same")).contains(CURVE.getPublic());
    }

    @Test
    void a_named_key_comes_before_one_without_a_name_and_that_before_none() throws Exception {
        server.answers(keys(jwk("one", ONE.getPublic()), jwk(null, TWO.getPublic())));
        assertThat(key(Algorithm.RS256, "one")).contains(ONE.getPublic());
        assertThat(key(Algorithm.RS256, "unheard")).contains(TWO.getPublic());
    }

    static Stream<Named<Map<String, Object>>> unfit() throws Exception {
        return Stream.of(
                Named.of("for encryption", with("use", "enc")),
                Named.of("for signing only", with("key_ops", List.of("sign"))),
                Named.of("for another algorithm", with("alg", "RS384")),
                Named.of("for none", with("alg", "none")),
                Named.of("with its private part, which everybody can fetch", privateJwk()),
                Named.of("a secret", Map.of("kty", "oct", "kid", "two", "k", "A".repeat(86))),
                Named.of("of 1024 bits", jwk("two", Mint.rsa(1024).getPublic())),
                Named.of("on another curve", jwk("two", Mint.ec("secp384r1").getPublic())),
                Named.of("of an unknown kind", Map.of("kty", "new", "kid", "two")),
                Named.of("without its number", Map.of("kty", "RSA", "kid", "two", "e", "AQAB")),
                Named.of("not even a key", Map.of()));
    }

    private static Map<String, Object> privateJwk() throws Exception {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(TWO.getPublic());
        jwk.setPrivateKey(TWO.getPrivate());
        jwk.setKeyId("two");
        return jwk.toParams(OutputControlLevel.INCLUDE_PRIVATE);
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> jwk = jwk("two", TWO.getPublic());
        jwk.put(name, value);
        return jwk;
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void keys_that_verify_no_tokens_are_left_out_and_the_others_stay(Map<String, Object> unfit) throws Exception {
        server.answers(keys(unfit, jwk("one", ONE.getPublic())));
        for (Algorithm algorithm : Algorithm.values()) {
            assertThat(key(algorithm, "two")).as("%s", algorithm).isEmpty();
        }
        assertThat(key(Algorithm.RS256, "one")).contains(ONE.getPublic());
    }

    @Test
    void the_alg_of_a_key_binds_it() throws Exception {
        Map<String, Object> bound = jwk("one", ONE.getPublic());
        bound.put("alg", "PS256");
        bound.put("use", "sig");
        server.answers(keys(bound));
        assertThat(key(Algorithm.PS256, "one")).contains(ONE.getPublic());
        assertThat(key(Algorithm.RS256, "one")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/jwks",
                "http://localhost.issuer.example/jwks",
                "http://127.0.0.1.issuer.example/jwks",
                "http://10.0.0.1/jwks",
                "ftp://localhost/jwks",
                "file:///etc/passwd",
                "https:///jwks",
                "https://user:password@issuer.example/jwks",
                "HTTP://issuer.example/jwks",
                "/jwks",
                ""
            })
    void an_address_that_is_not_safe_is_refused_when_it_is_set(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Issuer(Mint.ISSUER, Map.of(), Optional.of(URI.create(address))))
                .withMessageContaining("write https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example/jwks",
                "http://localhost:1/jwks",
                "http://127.0.0.2/",
                "http://[::1]:8080/"
            })
    void one_that_is_safe_is_not(String address) {
        assertThat(new Issuer(Mint.ISSUER, Map.of(), Optional.of(URI.create(address))).jwks())
                .isPresent();
    }
}
