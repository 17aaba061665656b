package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.url.Url;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Makes tokens: a good one, unless something is changed. A changed one is another mint; this one stays as it is. */
record Mint(Key key, Map<String, Object> header, Map<String, Object> claims) {

    static final String ISSUER = "https://issuer.example";
    static final ProtectedResource HUB = new ProtectedResource("https://hub.example/.well-known/mercure");
    static final Url BASE = Url.parse(HUB.identifier()).orElseThrow();
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final String DETAIL = "https://mercure.rocks/authorization-detail";

    private static final SecureRandom RANDOM = new SecureRandom();

    static Mint of(Key key, Algorithm algorithm) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "at+jwt");
        header.put("alg", algorithm.name());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", HUB.identifier());
        claims.put("sub", "ann");
        claims.put("exp", NOW.plus(Duration.ofMinutes(5)).getEpochSecond());
        claims.put("authorization_details", List.of(detail(List.of("publish", "subscribe"), "orders/42")));
        return new Mint(key, header, claims);
    }

    static Map<String, Object> detail(List<?> actions, String... topics) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("type", DETAIL);
        detail.put("actions", actions);
        detail.put(
                "topics",
                List.of(topics).stream().map(topic -> Map.of("match", topic)).toList());
        return detail;
    }

    /** With another value of this claim; null leaves it out. */
    Mint claim(String name, Object value) {
        return new Mint(key, header, changed(claims, name, value));
    }

    /** With another value of this header parameter; null leaves it out. */
    Mint header(String name, Object value) {
        return new Mint(key, changed(header, name, value), claims);
    }

    Mint key(Key other) {
        return new Mint(other, header, claims);
    }

    private static Map<String, Object> changed(Map<String, Object> from, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(from);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    String token() {
        return token(JsonUtil.toJson(claims));
    }

    /** With this payload, as it stands. */
    String token(String payload) {
        var jws = new JsonWebSignature();
        header.forEach(jws::setHeader);
        jws.setPayload(payload);
        jws.setKey(key);
        // A mint of bad tokens needs all that a good hub refuses.
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setDoKeyValidation(false);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Key secret(int bytes) {
        byte[] some = new byte[bytes];
        RANDOM.nextBytes(some);
        return new SecretKeySpec(some, "HMAC");
    }

    static KeyPair pair(Algorithm algorithm) {
        return switch (algorithm) {
            case RS256, PS256 -> rsa(2048);
            case ES256 -> ec("secp256r1");
            case EdDSA -> pair("Ed25519");
            default -> throw new IllegalArgumentException("a secret has no pair");
        };
    }

    static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static KeyPair ec(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static KeyPair pair(String type) {
        try {
            return KeyPairGenerator.getInstance(type).generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static VerificationKey verifies(Key key, Algorithm algorithm) {
        return new VerificationKey(Optional.empty(), key, Set.of(algorithm));
    }

    static String pem(String label, Key key) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n-----END " + label
                + "-----\n";
    }
}
