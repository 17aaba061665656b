package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.event.TopicMatcher;
import java.security.Key;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose tokens are good, for how long, and what do they say (RFC 9068; Mercure 1.0, authorization)? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoodTokensTest {

    private static final Key SECRET = Mint.secret(32);
    private static final Mint GOOD = Mint.of(SECRET, Algorithm.HS256);

    private final HubWithTokens hub = HubWithTokens.trusting(Mint.verifies(SECRET, Algorithm.HS256));

    @ParameterizedTest
    @EnumSource
    void each_algorithm_verifies_with_its_key(Algorithm algorithm) throws Exception {
        Key signing;
        Key verifying;
        if (algorithm.isSecret()) {
            signing = Mint.secret(64);
            verifying = signing;
        } else {
            KeyPair pair = Mint.pair(algorithm);
            signing = pair.getPrivate();
            verifying = pair.getPublic();
        }
        HubWithTokens its = HubWithTokens.trusting(Mint.verifies(verifying, algorithm));
        String token = Mint.of(signing, algorithm).token();
        assertThat(its.identify(token).subject()).isEqualTo("ann");
        String forged = token.substring(0, token.length() - 6) + (token.endsWith("AAAAAA") ? "BBBBBB" : "AAAAAA");
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> its.identify(forged));
    }

    @Test
    void it_tells_who_it_is_until_when_and_what_they_may_do() throws Exception {
        Identity ann = hub.identify(GOOD.token());
        assertThat(ann.issuer()).isEqualTo(Mint.ISSUER);
        assertThat(ann.subject()).isEqualTo("ann");
        assertThat(ann.tokenId()).isEmpty();
        assertThat(hub.identify(GOOD.claim("jti", "t-1").token()).tokenId()).isEqualTo("t-1");
        assertThat(ann.expiresAt()).isEqualTo(Mint.NOW.plusSeconds(300));
        assertThat(ann.grants().publish()).containsExactly(new TopicMatcher.Exact("orders/42"));
        assertThat(ann.grants().subscribed()).containsExactly(new TopicMatcher.Exact("orders/42"));
    }

    static Stream<Named<Mint>> variants() {
        long now = Mint.NOW.getEpochSecond();
        return Stream.of(
                Named.of("typ application/at+jwt", GOOD.header("typ", "application/at+jwt")),
                Named.of("typ AT+JWT", GOOD.header("typ", "AT+JWT")),
                Named.of("aud among others", GOOD.claim("aud", List.of("https://x.example", Mint.HUB.identifier()))),
                Named.of("no sub", GOOD.claim("sub", null)),
                Named.of("no authorization_details", GOOD.claim("authorization_details", null)),
                Named.of("nbf now", GOOD.claim("nbf", now)),
                Named.of("nbf within the skew", GOOD.claim("nbf", now + 30)),
                Named.of("exp with a fraction", GOOD.claim("exp", now + 1.5)),
                Named.of("exp in the next second", GOOD.claim("exp", now + 1)),
                Named.of("another issuer's kid", GOOD.header("kid", "whatever")),
                Named.of("unknown claims", GOOD.claim("scope", "a b").claim("x", Map.of("y", List.of(1, 2)))),
                Named.of("unknown header", GOOD.header("x", "y")),
                Named.of("umlauts", GOOD.claim("sub", "Änne ✓")));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void it_may_be_written_in_other_ways(Mint mint) throws Exception {
        assertThat(hub.identify(mint.token()).expiresAt()).isAfter(Mint.NOW);
    }

    @Test
    void it_is_good_until_its_exp_and_not_for_a_moment_longer_whatever_the_skew() throws Exception {
        String token = GOOD.token();
        hub.pass(Duration.ofMinutes(5).minusNanos(1));
        hub.identify(token);
        hub.pass(Duration.ofNanos(1));
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> hub.identify(token))
                .withMessage("it has expired");
    }

    @Test
    void it_is_good_from_its_nbf_less_the_skew() throws Exception {
        String token = GOOD.claim("nbf", Mint.NOW.getEpochSecond() + 31).token();
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> hub.identify(token));
        hub.pass(Duration.ofSeconds(1));
        hub.identify(token);
    }

    @Test
    void one_that_was_seen_is_remembered_for_its_role_and_what_it_is_for() throws Exception {
        String token = GOOD.token();
        Identity first = hub.identify(token);
        assertThat(hub.identify(token)).isSameAs(first);
        assertThat(hub.identify(token, Role.PUBLISHER)).isNotSameAs(first).isEqualTo(first);
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> hub.tokens.identify(
                        token, Role.SUBSCRIBER, new ProtectedResource("https://other.example/.well-known/mercure")))
                .withMessageContaining("its aud does not contain https://other.example");
    }

    @Test
    void no_more_are_remembered_than_is_set() throws Exception {
        var issuer = new Issuer(
                Mint.ISSUER, Map.of(Role.SUBSCRIBER, Mint.verifies(SECRET, Algorithm.HS256)), Optional.empty());
        HubWithTokens small = HubWithTokens.remembering(2, issuer);
        String a = GOOD.claim("sub", "a").token();
        Identity first = small.identify(a);
        small.identify(GOOD.claim("sub", "b").token());
        assertThat(small.identify(a)).isSameAs(first);
        small.identify(GOOD.claim("sub", "c").token());
        assertThat(small.identify(a)).as("b was used the longest ago").isSameAs(first);
        small.identify(GOOD.claim("sub", "d").token());
        small.identify(GOOD.claim("sub", "e").token());
        assertThat(small.identify(a)).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void its_hash_is_that_of_what_was_signed_and_the_same_however_the_signature_is_written() throws Exception {
        KeyPair pair = Mint.pair(Algorithm.ES256);
        HubWithTokens its = HubWithTokens.trusting(Mint.verifies(pair.getPublic(), Algorithm.ES256));
        Mint mint = Mint.of(pair.getPrivate(), Algorithm.ES256);
        String one = mint.token();
        String other = mint.token();
        assertThat(one).as("each signature has a random part").isNotEqualTo(other);
        assertThat(its.identify(one).tokenHash())
                .isEqualTo(its.identify(other).tokenHash())
                .matches("[0-9a-f]{64}");
        assertThat(its.identify(mint.claim("sub", "bob").token()).tokenHash())
                .isNotEqualTo(its.identify(one).tokenHash());
    }
}
