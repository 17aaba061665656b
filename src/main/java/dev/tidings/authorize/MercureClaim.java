package dev.tidings.authorize;

import dev.tidings.event.TopicMatcher;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;

/**
 * Reads the claim {@code mercure} (Mercure 0.x, "Authorization") into grants. One mistake in it, and nothing of it holds.
 *
 * <p><b>Threads:</b> safe for one; make one for each token.
 */
final class MercureClaim {

    static final String NAME = "mercure";

    private final TokenSettings settings;
    private int count;

    MercureClaim(TokenSettings settings) {
        this.settings = settings;
    }

    /** @param claim as it was parsed from JSON */
    Grants grants(Object claim) throws InvalidTokenException {
        Shape.requireFlat(claim, NAME);
        Map<String, Object> mercure = Shape.object(claim, "the claim " + NAME);
        Set<TopicMatcher> publish = selectors(mercure, "publish");
        Set<TopicMatcher> subscribe = selectors(mercure, "subscribe");
        return new Grants(publish, List.of(new Grants.Subscribe(subscribe, payload(mercure))), false);
    }

    private Set<TopicMatcher> selectors(Map<String, Object> mercure, String name) throws InvalidTokenException {
        Set<TopicMatcher> selectors = new HashSet<>();
        if (mercure.get(name) != null) {
            for (Object each : Shape.array(mercure.get(name), NAME + "." + name)) {
                selectors.add(selector(Shape.string(each, "a topic selector")));
            }
        }
        return selectors;
    }

    private TopicMatcher selector(String text) throws InvalidTokenException {
        settings.limit(++count, text);
        try {
            return TopicMatcher.selector(text);
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidTokenException("a topic selector is not one that the hub can read", unreadable);
        }
    }

    // Any JSON there, and not an object only; the library writes no other.
    private static Optional<String> payload(Map<String, Object> mercure) {
        if (mercure.get("payload") == null) {
            return Optional.empty();
        }
        String wrapped = JsonUtil.toJson(Map.of("", mercure.get("payload")));
        return Optional.of(wrapped.substring("{\"\":".length(), wrapped.length() - 1));
    }
}
