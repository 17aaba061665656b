package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.event.TopicMatcher;
import java.security.Key;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens of Mercure 0.x are good, where may they be, and can one of 0.x pass for one of 1.0, or the other way round? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Mercure0xTokensTest {

    private static final Key SECRET = Mint.secret(32);
    private static final Key OF_ISSUER = Mint.secret(32);
    private static final KeyPair RSA = Mint.pair(Algorithm.RS256);

    private static final Mint GOOD = new Mint(
            SECRET,
            Map.of("typ", "JWT", "alg", "HS256"),
            Map.of("mercure", Map.of("publish", List.of("old"), "subscribe", List.of("old"))));

    private static final Mint OF_1_0 = Mint.of(OF_ISSUER, Algorithm.HS256);

    private static final Issuer ISSUER = issuer(OF_ISSUER);

    private final HubWithTokens hub =
            HubWithTokens.understanding(keys(SECRET, Algorithm.HS256, Optional.empty()), ISSUER);

    private static Mercure0x keys(Key key, Algorithm algorithm, Optional<Duration> age) {
        VerificationKey verifies = Mint.verifies(key, algorithm);
        return new Mercure0x(Map.of(Role.PUBLISHER, verifies, Role.SUBSCRIBER, verifies), age);
    }

    private static Issuer issuer(Key key) {
        VerificationKey verifies = Mint.verifies(key, Algorithm.HS256);
        return new Issuer(Mint.ISSUER, Map.of(Role.PUBLISHER, verifies, Role.SUBSCRIBER, verifies), Optional.empty());
    }

    private Identity identify(Mint mint) throws Exception {
        return hub.identify(mint.token(), Role.SUBSCRIBER, Dialect.values());
    }

    @ParameterizedTest
    @EnumSource
    void each_algorithm_verifies_with_its_key(Algorithm algorithm) throws Exception {
        Key secret = Mint.secret(64);
        Optional<KeyPair> pair = algorithm.isSecret() ? Optional.empty() : Optional.of(Mint.pair(algorithm));
        Key verifying = pair.<Key>map(KeyPair::getPublic).orElse(secret);
        Key signing = pair.<Key>map(KeyPair::getPrivate).orElse(secret);
        HubWithTokens its = HubWithTokens.understanding(keys(verifying, algorithm, Optional.empty()));
        String token = GOOD.key(signing).header("alg", algorithm.name()).token();
        assertThat(its.identify(token, Role.PUBLISHER, Dialect.V0).grants().mayPublish(List.of("old")))
                .isTrue();
        String forged = token.substring(0, token.length() - 6) + (token.endsWith("AAAAAA") ? "BBBBBB" : "AAAAAA");
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> its.identify(forged, Role.PUBLISHER, Dialect.V0));
    }

    static Stream<Mint> variants() {
        long now = Mint.NOW.getEpochSecond();
        return Stream.of(
                GOOD,
                GOOD.header("typ", null),
                GOOD.header("typ", "jwt"),
                GOOD.header("kid", "any"),
                GOOD.claim("exp", now + 1),
                GOOD.claim("nbf", now + 30),
                GOOD.claim("iat", now + 1000),
                GOOD.claim("iss", "https://anybody.example"),
                GOOD.claim("iss", List.of(1)),
                GOOD.claim("aud", Mint.HUB.identifier()),
                GOOD.claim("aud", List.of("x", Mint.HUB.identifier())));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void one_of_0_x_may_be_written_in_many_ways(Mint mint) throws Exception {
        assertThat(identify(mint).grants().subscribed()).containsExactly(new TopicMatcher.Exact("old"));
    }

    @Test
    void it_is_good_until_its_exp_or_for_ever() throws Exception {
        assertThat(identify(GOOD).expiresAt()).isEqualTo(Instant.MAX);
        Mint short5 = GOOD.claim("exp", Mint.NOW.getEpochSecond() + 5);
        assertThat(identify(short5).expiresAt()).isEqualTo(Mint.NOW.plusSeconds(5));
        hub.pass(Duration.ofSeconds(5));
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> identify(short5))
                .withMessage("it has expired");
    }

    @Test
    void without_exp_it_is_good_for_a_time_after_its_iat_where_that_is_set() throws Exception {
        Duration hour = Duration.ofHours(1);
        HubWithTokens its = HubWithTokens.understanding(keys(SECRET, Algorithm.HS256, Optional.of(hour)));
        long now = Mint.NOW.getEpochSecond();
        String token = GOOD.claim("iat", now - 3599).token();
        String dated = GOOD.claim("iat", 0).claim("exp", now + 7200).token();
        assertThat(its.identify(token, Role.SUBSCRIBER, Dialect.V0).expiresAt()).isEqualTo(Mint.NOW.plusSeconds(1));
        its.pass(Duration.ofSeconds(1));
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> its.identify(token, Role.SUBSCRIBER, Dialect.V0))
                .withMessage("it has expired");
        assertThat(its.identify(dated, Role.SUBSCRIBER, Dialect.V0).expiresAt()).isEqualTo(Mint.NOW.plusSeconds(7200));
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> its.identify(GOOD.token(), Role.SUBSCRIBER, Dialect.V0))
                .withMessageContaining("tidings.mercure.0x.age");
    }

    static Stream<Arguments> bad() {
        long now = Mint.NOW.getEpochSecond();
        String payload = Mint.base64(JsonUtil.toJson(GOOD.claims()));
        String signature = GOOD.token().substring(GOOD.token().lastIndexOf('.'));
        String none = Mint.base64("{\"alg\":\"none\"}") + "." + payload;
        return Stream.of(
                bad("compact", none + "."),
                bad("algorithm", none + signature),
                bad("signature", GOOD.key(Mint.secret(32))),
                bad("no key", GOOD.header("alg", "HS512").key(Mint.secret(64))),
                bad("no key", GOOD.header("alg", "RS256").key(RSA.getPrivate())),
                bad("extension", GOOD.header("crit", List.of("exp"))),
                bad("extension", GOOD.header("b64", true)),
                bad("typ", GOOD.header("typ", "logout+jwt")),
                bad("typ", GOOD.header("typ", "at+jwt; x")),
                bad("typ", GOOD.header("typ", 1)),
                bad("signature", GOOD.key(Mint.secret(32)).header("jku", "https://attacker.example/")),
                bad("the claim mercure", GOOD.claim("mercure", null)),
                bad("the claim mercure", GOOD.claim("mercure", List.of("*"))),
                bad("mercure.publish", GOOD.claim("mercure", Map.of("publish", "*"))),
                bad("exp is not a time", GOOD.claim("exp", "soon")),
                bad("exp is not a time", GOOD.claim("exp", -1)),
                bad("expired", GOOD.claim("exp", now)),
                bad("nbf", GOOD.claim("nbf", now + 31)),
                bad("sub", GOOD.claim("sub", 1)),
                bad("aud", GOOD.claim("aud", "https://other.example/.well-known/mercure")),
                bad("aud", GOOD.claim("aud", List.of())),
                bad("malformed", GOOD.token("{\"mercure\":{},\"mercure\":{\"publish\":[\"*\"]}}")),
                bad("malformed", GOOD.token("[]")),
                bad("too large", GOOD.claim("x", "y".repeat(1 << 20))));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("bad")
    void one_that_is_not_good_is_refused_for_what_is_wrong_with_it(String reason, String token) {
        InvalidTokenException refusal = catchThrowableOfType(
                InvalidTokenException.class, () -> hub.identify(token, Role.SUBSCRIBER, Dialect.values()));
        assertThat(refusal).hasMessageContaining(reason);
        assertThat(refusal.getMessage()).doesNotContain("attacker", "logout");
    }

    @Test
    void the_public_key_is_not_taken_for_a_secret() {
        HubWithTokens its = HubWithTokens.understanding(keys(RSA.getPublic(), Algorithm.RS256, Optional.empty()));
        for (byte[] known : List.of(
                RSA.getPublic().getEncoded(),
                Mint.pem("PUBLIC KEY", RSA.getPublic()).getBytes(UTF_8))) {
            String forged = GOOD.key(new SecretKeySpec(known, "HMAC")).token();
            assertThatExceptionOfType(InvalidTokenException.class)
                    .isThrownBy(() -> its.identify(forged, Role.PUBLISHER, Dialect.V0))
                    .withMessageContaining("no key");
        }
    }

    @Test
    void a_role_without_a_key_cannot_be_had() throws Exception {
        var onlySubscribers =
                new Mercure0x(Map.of(Role.SUBSCRIBER, Mint.verifies(SECRET, Algorithm.HS256)), Optional.empty());
        HubWithTokens its = HubWithTokens.understanding(onlySubscribers, ISSUER);
        its.identify(GOOD.token(), Role.SUBSCRIBER, Dialect.values());
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> its.identify(GOOD.token(), Role.PUBLISHER, Dialect.values()))
                .withMessageContaining("no key");
    }

    @Test
    void whoever_makes_it_cannot_take_the_name_of_a_trusted_issuer() throws Exception {
        Identity old = identify(GOOD.claim("iss", Mint.ISSUER).claim("sub", "ann"));
        Identity ann = identify(OF_1_0);
        assertThat(old.subject()).isEqualTo(ann.subject());
        assertThat(old.own("key")).isNotEqualTo(ann.own("key"));
    }

    @Test
    void the_key_of_one_dialect_verifies_nothing_of_the_other() {
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> identify(GOOD.key(OF_ISSUER).claim("iss", Mint.ISSUER)))
                .withMessageContaining("signature");
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> identify(OF_1_0.key(SECRET)))
                .withMessageContaining("signature");
    }

    @Test
    void the_typ_alone_says_which_it_is_and_what_the_other_would_grant_is_not_looked_at() throws Exception {
        HubWithTokens sameKey =
                HubWithTokens.understanding(keys(SECRET, Algorithm.HS256, Optional.empty()), issuer(SECRET));
        Mint both =
                Mint.of(SECRET, Algorithm.HS256).claim("mercure", GOOD.claims().get("mercure"));
        Grants ofNew =
                sameKey.identify(both.token(), Role.PUBLISHER, Dialect.values()).grants();
        assertThat(ofNew.mayPublish(List.of("orders/42"))).isTrue();
        assertThat(ofNew.mayPublish(List.of("old"))).isFalse();
        Grants ofOld = sameKey.identify(both.header("typ", "JWT").token(), Role.PUBLISHER, Dialect.values())
                .grants();
        assertThat(ofOld.mayPublish(List.of("old"))).isTrue();
        assertThat(ofOld.mayPublish(List.of("orders/42"))).isFalse();
        Mint bad = both.claim("mercure", "no object").claim("aud", "https://other.example/.well-known/mercure");
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> sameKey.identify(bad.token(), Role.PUBLISHER, Dialect.values()))
                .withMessageContaining("aud");
    }

    @Test
    void where_only_one_dialect_may_be_the_other_is_refused_also_if_it_is_remembered() throws Exception {
        String old = GOOD.token();
        String current = OF_1_0.token();
        for (int round = 0; round < 2; round++) {
            hub.identify(old, Role.SUBSCRIBER, Dialect.values());
            hub.identify(old, Role.SUBSCRIBER, Dialect.V0);
            hub.identify(current, Role.SUBSCRIBER, Dialect.values());
            hub.identify(current, Role.SUBSCRIBER, Dialect.V1);
            assertThatExceptionOfType(InvalidTokenException.class)
                    .isThrownBy(() -> hub.identify(old, Role.SUBSCRIBER, Dialect.V1))
                    .withMessageContaining("typ");
            assertThatExceptionOfType(InvalidTokenException.class)
                    .as("no token of 1.0 is taken from a URL")
                    .isThrownBy(() -> hub.identify(current, Role.SUBSCRIBER, Dialect.V0))
                    .withMessageContaining("in a place of 0.x");
        }
    }

    @Test
    void where_it_is_switched_off_there_is_no_place_for_it() {
        HubWithTokens off = HubWithTokens.trusting(ISSUER);
        FakeRequest request = new FakeRequest().to("https://hub.example", "/.well-known/mercure");
        assertThat(off.tokens.dialects(request.asks("GET", "topic=a").request()))
                .containsExactly(Dialect.V1);
        assertThat(hub.tokens.dialects(request.asks("GET", "topic=a").request()))
                .contains(Dialect.V0);
    }

    @Test
    void keys_of_0_x_alone_have_tokens_looked_at_where_they_may_be_and_nowhere_else() {
        HubWithTokens its = HubWithTokens.understanding(keys(SECRET, Algorithm.HS256, Optional.empty()));
        assertThat(its.tokens.areUsed(new FakeRequest()
                        .to("https://hub.example", "/.well-known/mercure")
                        .request()))
                .isTrue();
        assertThat(its.tokens.areUsed(
                        new FakeRequest().to("https://hub.example", "/events").request()))
                .isFalse();
    }

    private static Arguments bad(String reason, Mint mint) {
        return bad(reason, mint.token());
    }

    private static Arguments bad(String reason, String token) {
        return Arguments.of(reason, token);
    }
}
