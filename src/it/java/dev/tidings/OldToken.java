package dev.tidings;

import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** What clients of Mercure 0.x have: a JWT with a claim of its own, and nothing that says who made it, whom it is for, or until when. */
record OldToken(Key key, Map<String, Object> claims) {

    /** That allows an action, publish or subscribe, on what these selectors match. */
    static OldToken to(Key key, String action, String... selectors) {
        return new OldToken(key, Map.of("mercure", Map.of(action, List.of(selectors))));
    }

    OldToken with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(claims);
        more.put(name, value);
        return new OldToken(key, more);
    }

    OldToken life(Duration life) {
        return with("exp", Instant.now().plus(life).getEpochSecond());
    }

    String token() {
        var jws = new JsonWebSignature();
        jws.setHeader("typ", "JWT");
        jws.setAlgorithmHeaderValue("HS256");
        jws.setKey(key);
        jws.setPayload(JsonUtil.toJson(claims));
        try {
            return jws.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** As a header line. */
    String header() {
        return "Authorization: Bearer " + token();
    }

    /** As a header line. */
    String cookie() {
        return "Cookie: other=x; mercureAuthorization=" + token();
    }

    /** As a parameter. */
    String parameter() {
        return "authorization=" + token();
    }
}
