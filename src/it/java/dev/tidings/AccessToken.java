package dev.tidings;

import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        Stream<Map<String, String>> matches = topics.stream().map(topic -> Map.of("match", topic));
        var jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setKey(key);
        jws.setPayload(JsonUtil.toJson(Map.of(
                "iss",
                issuer,
                "aud",
                audience,
                "exp",
                Instant.now().plus(life).getEpochSecond(),
                "authorization_details",
                List.of(Map.of(
                        "type",
                        "https://mercure.rocks/authorization-detail",
                        "actions",
                        List.of(action),
                        "topics",
                        matches.toList())))));
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

    String cookieName() {
        return "__Secure-mercure_access_token";
    }

    /** As a header line. */
    String cookie() {
        return "Cookie: other=x; " + cookieName() + "=" + token();
    }
}
