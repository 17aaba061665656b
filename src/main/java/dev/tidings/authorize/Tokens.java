package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.url.Url;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Says who a token speaks of, if it is good.
 *
 * <p><b>Threads:</b> safe for any. A token that was seen before costs a hash; a new one a signature, and may wait for its
 * issuer's keys, for a bounded time.
 *
 * <p><b>Memory:</b> so many verified tokens as is set are remembered until they expire, the least used go first. A token
 * stays good until then, even if its issuer withdraws the key.
 */
public final class Tokens {

    private final TokenSettings settings;
    private final Optional<TokenVerifier> verifier;
    private final InstantSource clock;
    private final Map<Presented, Identity> verified;

    /**
     * Trusts nobody but the issuers of the settings.
     *
     * @param base what the patterns in tokens may be relative to
     */
    public Tokens(TokenSettings settings, Url base) {
        this(settings, base, issuer -> KeySource.of(issuer, settings.jwks()), InstantSource.system());
    }

    Tokens(TokenSettings settings, Url base, Function<Issuer, KeySource> sources, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        Map<String, KeySource> keys = new HashMap<>();
        settings.issuers().forEach(issuer -> keys.put(issuer.id(), sources.apply(issuer)));
        // Only then, so that an application without tokens need not have the library for them.
        this.verifier = settings.trust(EnumSet.allOf(Dialect.class))
                ? Optional.of(new TokenVerifier(settings, base, keys))
                : Optional.empty();
        this.verified = Collections.synchronizedMap(new LinkedHashMap<Presented, Identity>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Presented, Identity> eldest) {
                return size() > settings.cached();
            }
        });
    }

    /**
     * What the sender of a request may go by.
     *
     * @throws dev.tidings.http.ProblemException 400 if the query is malformed
     */
    Set<Dialect> dialects(HttpServletRequest request) {
        return settings.mercure0x().isPresent() ? Dialect.of(request) : EnumSet.of(Dialect.V1);
    }

    /** Whether anybody's tokens are trusted, of those that such a request may bring. */
    boolean areUsed(HttpServletRequest request) {
        return settings.trust(dialects(request));
    }

    /** Whether tokens of this issuer are trusted. */
    boolean trust(String issuer) {
        return settings.issuers().stream().anyMatch(each -> each.id().equals(issuer));
    }

    /**
     * What the tokens of such a request must be for.
     *
     * @throws IllegalArgumentException if nothing is set, and the request's own address cannot be one
     */
    ProtectedResource resource(HttpServletRequest request) {
        return settings.resource().orElseGet(() -> ProtectedResource.of(request));
    }

    /** The path of that, which is there in any case. */
    String hub(HttpServletRequest request) {
        return settings.resource().map(ProtectedResource::path).orElseGet(() -> ProtectedResource.hub(request));
    }

    /**
     * Who this token speaks of.
     *
     * @param resource where it is presented, which it must be for
     */
    Identity identify(Credentials credentials, Role role, ProtectedResource resource)
            throws InvalidTokenException, KeysUnavailableException {
        String token = credentials.token();
        // First of all: what is too large is not even hashed.
        if (token.length() > settings.bytes()) {
            throw new InvalidTokenException("it is too large; tidings.token.bytes allows " + settings.bytes());
        }
        var presented = new Presented(Sha256.hex(token.getBytes(UTF_8)), role, resource, credentials.dialects());
        Identity found = verified.get(presented);
        Identity identity = found == null ? verify(token, presented) : found;
        // Without the skew, and after the keys may have been waited for: a stream must end at exp, so a token that is
        // over must not begin one.
        if (!identity.expiresAt().isAfter(clock.instant())) {
            verified.remove(presented);
            throw new InvalidTokenException("it has expired");
        }
        if (found == null) {
            verified.put(presented, identity);
        }
        return identity;
    }

    private Identity verify(String token, Presented where) throws InvalidTokenException, KeysUnavailableException {
        return verifier.orElseThrow(() -> new InvalidTokenException("no issuer is trusted"))
                .verify(token, where.role(), where.resource(), where.dialects(), clock.instant());
    }

    /**
     * A token may be good in one place and not in another, signed with the key of one role and not of the other, and one that
     * is good for 0.x is not for 1.0.
     */
    private record Presented(String hash, Role role, ProtectedResource resource, Set<Dialect> dialects) {}
}
