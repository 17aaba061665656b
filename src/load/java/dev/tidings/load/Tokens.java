package dev.tidings.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The issuer that a hub with private updates trusts: each subscriber gets a token of its own, which grants all topics. */
final class Tokens {

    private static final String ISSUER = "https://load.example";
    private static final String HUB = "http://localhost/.well-known/mercure";
    private static final String SECRET = "what-only-the-issuer-and-the-hub-of-a-load-run-know";
    private static final int LIFE_SECONDS = 24 * 3600;

    private final AtomicLong issued = new AtomicLong();

    /** What the hub is to be told. */
    static List<String> properties() {
        return List.of(
                "-Dtidings.resource=" + HUB,
                "-Dtidings.issuers=load",
                "-Dtidings.issuer.load.id=" + ISSUER,
                "-Dtidings.issuer.load.subscriber.key=" + SECRET);
    }

    /** Another one. */
    String next() {
        Map<String, Object> detail = Map.of(
                "type",
                "https://mercure.rocks/authorization-detail",
                "actions",
                List.of("subscribe"),
                "topics",
                List.of(Map.of("match", "*")));
        var jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setAlgorithmHeaderValue("HS256");
        jws.setKey(new SecretKeySpec(SECRET.getBytes(UTF_8), "HMAC"));
        jws.setPayload(JsonUtil.toJson(Map.of(
                "iss",
                ISSUER,
                "aud",
                HUB,
                "sub",
                "subscriber " + issued.incrementAndGet(),
                "exp",
                Instant.now().getEpochSecond() + LIFE_SECONDS,
                "authorization_details",
                List.of(detail))));
        try {
            return jws.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
