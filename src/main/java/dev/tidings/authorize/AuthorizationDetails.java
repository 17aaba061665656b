package dev.tidings.authorize;

import dev.tidings.event.TopicMatcher;
import dev.tidings.url.Url;
import java.util.ArrayList;
import java.util.HashSet;
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
        Shape.requireFlat(claim, "authorization_details");
        for (Object each : Shape.array(claim, "authorization_details")) {
            Map<String, Object> detail = Shape.object(each, "an authorization detail");
            String type = Shape.string(detail.get("type"), "the type of an authorization detail");
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
            topics.add(matcher(Shape.object(topic, "a topic")));
        }
        Optional<String> payload = detail.containsKey("payload")
                ? Optional.of(JsonUtil.toJson(Shape.object(detail.get("payload"), "the payload")))
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
            actions.add(Shape.string(action, "an action"));
        }
        return actions;
    }

    private TopicMatcher matcher(Map<String, Object> topic) throws InvalidTokenException {
        String match = Shape.string(topic.get("match"), "match");
        String type = topic.containsKey("match_type") ? Shape.string(topic.get("match_type"), "match_type") : "exact";
        settings.limit(++count, match);
        try {
            return TopicMatcher.of(type, match, base);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidTokenException("the match of a topic is not valid for its match_type", malformed);
        }
    }

    private static List<?> filled(Object value, String what) throws InvalidTokenException {
        List<?> array = Shape.array(value, what);
        if (array.isEmpty()) {
            throw new InvalidTokenException(what + " must not be empty");
        }
        return array;
    }
}
