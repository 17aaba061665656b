package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is known of somebody whose token the server has taken? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MicroProfileJwtTest {

    private static final Identity ANN = Identity.loggedIn("ann", Grants.toPublish("a"));

    /** As a server shows it. */
    private record Token(Map<String, Object> claims) implements JsonWebToken {

        @Override
        public String getName() {
            return "ann";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        // The signature is that of the specification.
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    @Test
    void the_name_of_the_token_its_hash_and_how_long_it_is_good_and_what_the_login_grants() {
        var token = new Token(Map.of("jti", "token-1", "raw_token", "head.claims.signature", "exp", 1_800_000_000L));
        assertThat(MicroProfileJwt.known(token, ANN))
                .isEqualTo(new Identity(
                        Identity.LOGIN,
                        "ann",
                        "token-1",
                        Sha256.hex("head.claims".getBytes(US_ASCII)),
                        Instant.ofEpochSecond(1_800_000_000L),
                        ANN.grants()));
    }

    @Test
    void not_what_the_token_does_not_say() {
        Identity known = MicroProfileJwt.known(new Token(Map.of("exp", 1_800_000_000L)), ANN);
        assertThat(known.tokenId()).isEmpty();
        assertThat(known.tokenHash()).isEmpty();
    }

    @Test
    void that_it_is_over_if_it_does_not_say_how_long_it_is_good_or_in_an_odd_way() {
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("exp", "tomorrow"),
                Map.of("exp", Long.MAX_VALUE),
                Map.of("exp", 1_800_000_000L, "jti", 1),
                Map.of("exp", 1_800_000_000L, "raw_token", "x"))) {
            assertThat(MicroProfileJwt.known(new Token(odd), ANN).expiresAt()).isEqualTo(Instant.EPOCH);
        }
    }

    @Test
    void who_issued_it_if_it_is_what_stands_in_the_header() {
        var token = new Token(Map.of("raw_token", "a.b.c", "iss", "https://issuer.example"));
        assertThat(MicroProfileJwt.issuer(token, " bearer  a.b.c ")).contains("https://issuer.example");
        assertThat(MicroProfileJwt.issuer(token, "Bearer xa.b.c")).isEmpty();
        assertThat(MicroProfileJwt.issuer(token, "Bearer a.b.d")).isEmpty();
        assertThat(MicroProfileJwt.issuer(new Token(Map.of()), "Bearer null")).isEmpty();
        assertThat(MicroProfileJwt.issuer(() -> "ann", "Bearer a.b.c")).isEmpty();
    }

    @Test
    void nothing_more_of_another_login() {
        Principal other = () -> "ann";
        assertThat(MicroProfileJwt.known(other, ANN)).isEqualTo(ANN);
    }
}
