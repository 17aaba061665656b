package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.TopicMatcher;
import dev.tidings.url.Url;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;

/**
 * Reads the claim {@code authorization_details} (RFC 9396; Mercure 1.0, section on authorization) into grants. One mistake
 * in it, and nothing of it holds: a grant that we only half understand could be wider than was meant. Details of another type
 * belong to others, but for one of our own: who may operate the hub.
 *
 * <p><b>Threads:</b> safe for one; make one for each token.
 */
final class AuthorizationDetails {

    static final String TYPE = "https://mercure.rocks/authorization-detail";

    /** Nothing that Mercure knows of. */
    static final String OPERATE = "urn:tidings:operate";

    private static final int LEVELS = 16;

    private final TokenSettings settings;
    private final Url base;
    private final Set<TopicMatcher> publish = new HashSet<>();
    private final List<Grants.Subscribe> subscribe = new ArrayList<>();
    private boolean kick;
    private int count;

    /** @param base what patterns may be relative to */
    AuthorizationDetails(TokenSettings settings, Url base) {
        this.settings = settings;
        this.base = base;
    }

    /** @param claim as it was parsed from JSON; null if there is none */
    Grants grants(Object claim) throws InvalidTokenException {
        if (claim == null) {
            return Grants.NONE;
        }
        if (isDeeper(claim, LEVELS)) {
            throw new InvalidTokenException("authorization_details has more than " + LEVELS + " levels");
        }
        for (Object each : array(claim, "authorization_details")) {
            Map<String, Object> detail = object(each, "an authorization detail");
            String type = string(detail.get("type"), "the type of an authorization detail");
            if (type.equals(TYPE)) {
                add(detail);
            } else if (type.equals(OPERATE)) {
                kick |= actions(detail).contains("kick");
            }
        }
        return new Grants(publish, subscribe, kick);
    }

    private void add(Map<String, Object> detail) throws InvalidTokenException {
        Set<String> actions = actions(detail);
        Set<TopicMatcher> topics = new HashSet<>();
        for (Object topic : filled(detail.get("topics"), "topics")) {
            topics.add(matcher(object(topic, "a topic")));
        }
        Optional<String> payload = detail.containsKey("payload")
                ? Optional.of(JsonUtil.toJson(object(detail.get("payload"), "the payload")))
                : Optional.empty();
        if (actions.contains("publish")) {
            publish.addAll(topics);
        }
        if (actions.contains("subscribe")) {
            subscribe.add(new Grants.Subscribe(topics, payload));
        }
    }

    private static Set<String> actions(Map<String, Object> detail) throws InvalidTokenException {
        Set<String> actions = new HashSet<>();
        for (Object action : filled(detail.get("actions"), "actions")) {
            actions.add(string(action, "an action"));
        }
        return actions;
    }

    private TopicMatcher matcher(Map<String, Object> topic) throws InvalidTokenException {
        String match = string(topic.get("match"), "match");
        String type = topic.containsKey("match_type") ? string(topic.get("match_type"), "match_type") : "exact";
        if (++count > settings.matchers() || match.getBytes(UTF_8).length > settings.matcherBytes()) {
            throw new InvalidTokenException("too many topics, or one is too long: tidings.token.matchers allows "
                    + settings.matchers() + ", and tidings.subscribe.matcher-bytes " + settings.matcherBytes());
        }
        try {
            return TopicMatcher.of(type, match, base);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidTokenException("the match of a topic is not valid for its match_type", malformed);
        }
    }

    private static List<?> filled(Object value, String what) throws InvalidTokenException {
        List<?> array = array(value, what);
        if (array.isEmpty()) {
            throw new InvalidTokenException(what + " must not be empty");
        }
        return array;
    }

    private static List<?> array(Object value, String what) throws InvalidTokenException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new InvalidTokenException(what + " must be an array");
    }

    private static Map<String, Object> object(Object value, String what) throws InvalidTokenException {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((name, each) -> object.put(String.valueOf(name), each));
            return object;
        }
        throw new InvalidTokenException(what + " must be an object");
    }

    private static String string(Object value, String what) throws InvalidTokenException {
        if (value instanceof String string) {
            return string;
        }
        throw new InvalidTokenException(what + " must be a string");
    }

    // What is written out again later, is written by recursion.
    private static boolean isDeeper(Object value, int levels) {
        Collection<?> within =
                value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
        return !within.isEmpty() && (levels == 0 || within.stream().anyMatch(each -> isDeeper(each, levels - 1)));
    }
}
