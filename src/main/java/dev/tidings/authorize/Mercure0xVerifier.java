package dev.tidings.authorize;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jose4j.lang.JoseException;

/**
 * Verifies tokens of Mercure 0.x ("Authorization"): a JWT with a claim {@code mercure}. The key is the one that the operator has
 * set for the role, the key chooses the algorithm, and nothing in the token has a say.
 *
 * <p><b>Threads:</b> safe for any.
 */
final class Mercure0xVerifier {

    private final TokenSettings settings;
    private final Optional<Mercure0x> mercure0x;

    Mercure0xVerifier(TokenSettings settings) {
        this.settings = settings;
        this.mercure0x = settings.mercure0x();
    }

    /** Who this token speaks of, which is not an access token. As {@link TokenVerifier#verify}. */
    Identity verify(SignedToken token, Role role, ProtectedResource hub, Instant now)
            throws JoseException, InvalidTokenException {
        requirePlain(token);
        token.verify(key(token, role));
        if (token.has("aud")) {
            token.requireFor(hub);
        }
        token.requireNotEarly(now, settings.skew());
        Grants grants = new MercureClaim(settings).grants(token.claim(MercureClaim.NAME));
        return new Identity(Mercure0x.ISSUER, token.subject(), token.id(), token.hash(), expiresAt(token), grants);
    }

    // Those of another kind have a name of theirs, and may be signed with the same key (RFC 8725, section 3.11).
    private static void requirePlain(SignedToken token) throws InvalidTokenException {
        if (token.type() != null
                && !(token.type() instanceof String name
                        && name.toUpperCase(Locale.ROOT).equals("JWT"))) {
            throw new InvalidTokenException("its typ is neither JWT nor that of an access token");
        }
    }

    private VerificationKey key(SignedToken token, Role role) throws InvalidTokenException {
        Algorithm algorithm = token.algorithm();
        return mercure0x
                .map(some -> some.keys().get(role))
                .filter(key -> key.algorithms().contains(algorithm))
                .orElseThrow(() -> new InvalidTokenException(
                        "there is no key for a " + role + " of Mercure 0.x with this algorithm"));
    }

    private Instant expiresAt(SignedToken token) throws InvalidTokenException {
        Optional<Instant> exp = token.time("exp");
        Optional<Duration> age = mercure0x.flatMap(Mercure0x::age);
        if (exp.isPresent() || age.isEmpty()) {
            return exp.orElse(Instant.MAX);
        }
        return token.time("iat")
                .orElseThrow(() ->
                        new InvalidTokenException("it has neither exp nor iat, and tidings.mercure.0x.age wants one"))
                .plus(age.get());
    }
}
