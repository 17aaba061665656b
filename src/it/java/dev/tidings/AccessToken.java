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

/** What an issuer gives to somebody who may do one thing with some topics, for five minutes. */
record AccessToken(
        Key key, String algorithm, String issuer, String audience, Duration life, String action, List<String> topics) {

    AccessToken to(String otherAction, String... otherTopics) {
        return new AccessToken(key, algorithm, issuer, audience, life, otherAction, List.of(otherTopics));
    }

    AccessToken of(String otherIssuer) {
        return new AccessToken(key, algorithm, otherIssuer, audience, life, action, topics);
    }

    AccessToken audience(String other) {
        return new AccessToken(key, algorithm, issuer, other, life, action, topics);
    }

    AccessToken life(Duration other) {
        return new AccessToken(key, algorithm, issuer, audience, other, action, topics);
    }

    String token() {
        return token(Map.of());
    }

    /** With these claims besides, or in the place of its own. */
    String token(Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                issuer,
                "aud",
                audience,
                "exp",
                Instant.now().plus(life).getEpochSecond(),
                "authorization_details",
                List.of(detail(topics.toArray(String[]::new)))));
        claims.putAll(more);
        var jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setKey(key);
        jws.setPayload(JsonUtil.toJson(claims));
        try {
            return jws.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** One authorization detail, for what this token allows, with other topics. */
    Map<String, Object> detail(String... others) {
        List<?> matches =
                List.of(others).stream().map(topic -> Map.of("match", topic)).toList();
        return Map.of(
                "type", "https://mercure.rocks/authorization-detail", "actions", List.of(action), "topics", matches);
    }

    /** As a header line. */
    String header() {
        return "Authorization: Bearer " + token();
    }

    String cookieName() {
        return "__Secure-mercure_access_token";
    }

    /** As a header line. */
    String cookie() {
        return "Cookie: other=x; " + cookieName() + "=" + token();
    }
}
