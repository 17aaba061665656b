package dev.tidings.authorize;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jose4j.keys.EllipticCurves;

/**
 * The signature algorithms that a token may have (RFC 7518, section 3.1; RFC 8037), and no others: {@code none} is not among
 * them. The name of each is the one on the wire, and belongs to keys of one kind only, so that no key is ever taken for one
 * of another kind.
 */
public enum Algorithm {
    HS256(32, "HMAC"),
    HS384(48, "HMAC"),
    HS512(64, "HMAC"),
    RS256(256, "RSA"),
    PS256(256, "RSA"),
    ES256(32, "EC"),
    EdDSA(32, "EdDSA");

    private final int leastBytes;
    private final String keyType;

    Algorithm(int leastBytes, String keyType) {
        this.leastBytes = leastBytes;
        this.keyType = keyType;
    }

    /** Empty if it is none that is accepted. */
    static Optional<Algorithm> of(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** As {@link java.security.KeyFactory} names it. */
    String keyType() {
        return keyType;
    }

    /** Whether whoever can verify with its key can also sign. */
    boolean isSecret() {
        return keyType.equals("HMAC");
    }

    /** What is wrong with a key for this algorithm, and what to do; empty if it is good. Never shows the key. */
    Optional<String> objection(Key key) {
        return switch (this) {
            case HS256, HS384, HS512 -> objectionToSecret(key);
            case RS256, PS256 -> objectionToRsa(key);
            case ES256 -> objection(isP256(key), "a public key on the curve P-256");
            case EdDSA -> objection(key instanceof EdECPublicKey, "a public key of Ed25519 or Ed448");
        };
    }

    private Optional<String> objectionToSecret(Key key) {
        int bytes = key instanceof SecretKey secret ? secret.getEncoded().length : 0;
        // RFC 7518, section 3.2: a shorter one is found by trying.
        return objection(
                bytes >= leastBytes,
                "a secret of at least " + leastBytes + " bytes, and this one has " + bytes
                        + "; make one by: openssl rand -base64 48");
    }

    private Optional<String> objectionToRsa(Key key) {
        int bits = key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 0;
        return objection(
                bits >= Byte.SIZE * leastBytes,
                "an RSA public key of at least 2048 bits, and this one has " + bits
                        + "; make a pair by: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    }

    private static boolean isP256(Key key) {
        return key instanceof ECPublicKey ec
                && EllipticCurves.P_256.equals(
                        EllipticCurves.getName(ec.getParams().getCurve()));
    }

    private Optional<String> objection(boolean isGood, String need) {
        return isGood ? Optional.empty() : Optional.of(name() + " needs " + need);
    }
}
