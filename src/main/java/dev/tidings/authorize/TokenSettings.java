package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens are good, and how large they may be.
 *
 * @param issuers nobody's tokens are looked at where there is none
 * @param resource what tokens must be for ({@code aud}); if empty, the address that the request came to
 * @param skew by so much an issuer's clock may be ahead of ours
 * @param bytes of a token, at most
 * @param cached so many verified tokens are remembered
 * @param matchers that one token may grant, at most
 * @param matcherBytes of each, in UTF-8
 * @param mercure0x whether tokens of Mercure 0.x are looked at, and how
 */
public record TokenSettings(
        List<Issuer> issuers,
        Optional<ProtectedResource> resource,
        Duration skew,
        int bytes,
        int cached,
        int matchers,
        int matcherBytes,
        JwksSettings jwks,
        Optional<Mercure0x> mercure0x) {

    public TokenSettings {
        issuers = List.copyOf(issuers);
        if (issuers.stream().map(Issuer::id).distinct().count() < issuers.size()) {
            throw new IllegalArgumentException(
                    "an issuer is there twice; the keys of a token are chosen by its issuer");
        }
    }

    /** Whether anybody's tokens are trusted, of those that may be of these dialects. */
    boolean trust(Set<Dialect> dialects) {
        return !issuers.isEmpty()
                || (dialects.contains(Dialect.V0)
                        && mercure0x.filter(some -> !some.keys().isEmpty()).isPresent());
    }

    /** Holds a token to what it may grant: so many topics up to this one, which is not longer than one may be. */
    void limit(int count, String match) throws InvalidTokenException {
        if (count > matchers || match.getBytes(UTF_8).length > matcherBytes) {
            throw new InvalidTokenException("too many topics, or one is too long: tidings.token.matchers allows "
                    + matchers + ", and tidings.subscribe.matcher-bytes " + matcherBytes);
        }
    }

    /** Whether it is up to requests what tokens must be for. */
    public boolean areForAnyAddress() {
        return !issuers.isEmpty() && resource.isEmpty();
    }
}
