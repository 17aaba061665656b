package dev.tidings.authorize;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
 */
public record TokenSettings(
        List<Issuer> issuers,
        Optional<ProtectedResource> resource,
        Duration skew,
        int bytes,
        int cached,
        int matchers,
        int matcherBytes,
        JwksSettings jwks) {

    public TokenSettings {
        issuers = List.copyOf(issuers);
        if (issuers.stream().map(Issuer::id).distinct().count() < issuers.size()) {
            throw new IllegalArgumentException(
                    "an issuer is there twice; the keys of a token are chosen by its issuer");
        }
    }

    /** Whether it is up to requests what tokens must be for. */
    public boolean areForAnyAddress() {
        return !issuers.isEmpty() && resource.isEmpty();
    }
}
