package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** An access token with any claims, signed by whoever knows the secret. Changed, it is another one; this one stays as it is. */
record SignedToken(String secret, Map<String, Object> claims) {

    /** For {@link MercureHub#ADDRESS}, for five minutes, of somebody who may do nothing in particular. */
    static SignedToken of(String secret, String subject) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://issuer.example");
        claims.put("aud", MercureHub.ADDRESS);
        claims.put("sub", subject);
        claims.put("exp", Instant.now().plus(Duration.ofMinutes(5)).getEpochSecond());
        return new SignedToken(secret, claims);
    }

    SignedToken claim(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(name, value);
        return new SignedToken(secret, changed);
    }

    /** That grants this alone. */
    SignedToken allows(Map<String, Object> detail) {
        return claim("authorization_details", List.of(detail));
    }

    SignedToken publishes(String topic) {
        return allows(Map.of(
                "type",
                "https://mercure.rocks/authorization-detail",
                "actions",
                List.of("publish"),
                "topics",
                List.of(Map.of("match", topic))));
    }

    String token() {
        var jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setAlgorithmHeaderValue("HS256");
        jws.setKey(new SecretKeySpec(secret.getBytes(UTF_8), "HMAC"));
        jws.setPayload(JsonUtil.toJson(claims));
        try {
            return jws.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** As a header's value. */
    String bearer() {
        return "Bearer " + token();
    }

    /** As a header's value. */
    String cookie() {
        return "__Secure-mercure_access_token=" + token();
    }
}
