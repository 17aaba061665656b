package dev.tidings.authorize;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody whose tokens are trusted: with a key for each role, or with an address where its keys are.
 *
 * @param id what the {@code iss} of its tokens must be, character by character
 * @param keys may lack a role, whose tokens are then not good
 * @param jwks where its JWK Set is; https, unless it is on this machine
 */
public record Issuer(String id, Map<Role, VerificationKey> keys, Optional<URI> jwks) {

    public Issuer {
        keys = Map.copyOf(keys);
        if (keys.isEmpty() == jwks.isEmpty()) {
            throw new IllegalArgumentException("the issuer " + id
                    + " needs either keys or the address of its JWK Set, and not both; tokens of one issuer are"
                    + " verified in one way");
        }
        jwks.ifPresent(Download::requireSafe);
    }
}
