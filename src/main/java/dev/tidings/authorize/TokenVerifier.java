package dev.tidings.authorize;

import dev.tidings.url.Url;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jose4j.lang.JoseException;

/**
 * Verifies access tokens in the JWT profile of OAuth 2.0 (RFC 9068, section 4), with the rules of RFC 8725: the issuer
 * chooses the key, the key chooses the algorithm, and nothing else in the token has a say. What is no such token by its
 * {@code typ} is one of Mercure 0.x, where that may be; no token is ever tried as both.
 *
 * <p><b>Threads:</b> safe for any; may wait for an issuer's keys, for a bounded time.
 */
final class TokenVerifier {

    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");

    private final TokenSettings settings;
    private final Url base;
    private final Map<String, KeySource> keys;
    private final Mercure0xVerifier mercure0x;

    /**
     * @param base what patterns may be relative to
     * @param keys of each issuer, by its id
     */
    TokenVerifier(TokenSettings settings, Url base, Map<String, KeySource> keys) {
        this.settings = settings;
        this.base = base;
        this.keys = new HashMap<>(keys);
        this.mercure0x = new Mercure0xVerifier(settings);
    }

    /**
     * Who this token speaks of. Everything is checked but what changes, which is whether it has expired meanwhile.
     *
     * @param hub which it must be for
     * @param dialects that a token may be of, where it was
     */
    Identity verify(String token, Role role, ProtectedResource hub, Set<Dialect> dialects, Instant now)
            throws InvalidTokenException, KeysUnavailableException {
        try {
            SignedToken signed = SignedToken.parse(token);
            return isAccessToken(signed) || !dialects.contains(Dialect.V0)
                    ? ofV1(signed, role, hub, dialects, now)
                    : mercure0x.verify(signed, role, hub, now);
        } catch (JoseException | RuntimeException | StackOverflowError malformed) {
            // Of any kind: what was made by others is in the hands of a parser.
            throw new InvalidTokenException("it is malformed, or its signature cannot be verified", malformed);
        }
    }

    private static boolean isAccessToken(SignedToken token) {
        return token.type() instanceof String name && TYPES.contains(name.toLowerCase(Locale.ROOT));
    }

    private Identity ofV1(SignedToken token, Role role, ProtectedResource hub, Set<Dialect> dialects, Instant now)
            throws JoseException, InvalidTokenException, KeysUnavailableException {
        // An ID token must not pass for an access token (RFC 9068, section 4).
        if (!isAccessToken(token)) {
            throw new InvalidTokenException("its typ is not at+jwt");
        }
        if (!dialects.contains(Dialect.V1)) {
            throw new InvalidTokenException("it is an access token of Mercure 1.0, in a place of 0.x");
        }
        token.verify(key(token, role));
        token.requireFor(hub);
        token.requireNotEarly(now, settings.skew());
        return read(token);
    }

    // Before anything is verified the issuer is a mere claim. It may choose among the keys that an operator gave us, as
    // a key of one issuer verifies nothing that another has signed.
    private VerificationKey key(SignedToken token, Role role) throws InvalidTokenException, KeysUnavailableException {
        KeySource source = keys.get(token.string("iss"));
        if (source == null) {
            throw new InvalidTokenException("its issuer is not trusted");
        }
        return source.key(role, token.algorithm(), token.keyId())
                .orElseThrow(() -> new InvalidTokenException(
                        "its issuer has no key for a " + role + " with this algorithm and kid, or more than one"));
    }

    private Identity read(SignedToken token) throws InvalidTokenException {
        Instant expiresAt = token.time("exp").orElseThrow(() -> new InvalidTokenException("it has no exp"));
        Grants grants = new AuthorizationDetails(settings, base).grants(token.claim("authorization_details"));
        return new Identity(token.string("iss"), token.subject(), token.id(), token.hash(), expiresAt, grants);
    }
}
