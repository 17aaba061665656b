package dev.tidings.authorize;

import dev.tidings.event.Text;
import dev.tidings.event.TopicMatcher;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;

/**
 * Reads the claim {@code mercure} (Mercure 0.x, "Authorization") into grants. One mistake in it, and nothing of it holds. A selector
 * that is no mistake, but a template that the hub does not read, grants its own text and nothing else: that is never more
 * than was meant, and the others of its token hold.
 *
 * <p><b>Threads:</b> safe for one; make one for each token.
 */
final class MercureClaim {

    static final String NAME = "mercure";

    private static final Pattern LAST = Pattern.compile("(.*)\\{/[A-Za-z0-9_.]+}");

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
        return new Grants(publish, List.of(new Grants.Subscribe(subscribe, payload(mercure), true)), false);
    }

    private Set<TopicMatcher> selectors(Map<String, Object> mercure, String name) throws InvalidTokenException {
        Set<TopicMatcher> selectors = new HashSet<>();
        if (mercure.get(name) != null) {
            for (Object each : Shape.array(mercure.get(name), NAME + "." + name)) {
                addTo(selectors, Shape.string(each, "a topic selector"));
            }
        }
        return selectors;
    }

    private void addTo(Set<TopicMatcher> selectors, String text) throws InvalidTokenException {
        try {
            Text.requirePlain("topic selector", text);
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidTokenException("a topic selector has control characters", unreadable);
        }
        settings.limit(++count, text);
        selectors.add(matcher(text));
        // What has no value has no slash either (RFC 6570, section 3.2.6).
        for (Matcher last = LAST.matcher(text); last.matches(); last = LAST.matcher(last.group(1))) {
            settings.limit(++count, last.group(1));
            selectors.add(matcher(last.group(1)));
        }
    }

    private static TopicMatcher matcher(String selector) {
        try {
            return TopicMatcher.selector(selector);
        } catch (IllegalArgumentException unreadable) {
            return new TopicMatcher.Exact(selector);
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
