package dev.tidings.authorize;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Reads a JWK Set (RFC 7517, section 5), and leaves out what no token should be verified with: keys for encryption, of
 * another kind or too weak, secrets, and private keys, which everybody could fetch and sign with.
 */
final class JwkSet {

    private JwkSet() {}

    /** @throws IOException if it is none, or there is no key in it to be used: what is known already is better then */
    static List<VerificationKey> parse(String json) throws IOException {
        List<VerificationKey> keys = usable(json);
        if (keys.isEmpty()) {
            throw new IOException("no key in it can be used to verify tokens");
        }
        return keys;
    }

    private static List<VerificationKey> usable(String json) throws IOException {
        try {
            return new JsonWebKeySet(json)
                    .getJsonWebKeys().stream()
                            .flatMap(key -> key instanceof PublicJsonWebKey some ? usable(some).stream() : null)
                            .toList();
        } catch (JoseException | RuntimeException malformed) {
            throw new IOException("it is not a JWK Set", malformed);
        }
    }

    private static Optional<VerificationKey> usable(PublicJsonWebKey jwk) {
        boolean isMeantToVerify = (jwk.getUse() == null || jwk.getUse().equals("sig"))
                && (jwk.getKeyOps() == null || jwk.getKeyOps().contains("verify"));
        if (!isMeantToVerify || jwk.getPrivateKey() != null) {
            return Optional.empty();
        }
        Set<Algorithm> algorithms = algorithms(jwk.getPublicKey(), Optional.ofNullable(jwk.getAlgorithm()));
        return algorithms.isEmpty()
                ? Optional.empty()
                : Optional.of(new VerificationKey(Optional.ofNullable(jwk.getKeyId()), jwk.getPublicKey(), algorithms));
    }

    private static Set<Algorithm> algorithms(PublicKey key, Optional<String> only) {
        return Arrays.stream(Algorithm.values())
                .filter(each -> only.isEmpty() || only.get().equals(each.name()))
                .filter(each -> each.objection(key).isEmpty())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Algorithm.class)));
    }
}
