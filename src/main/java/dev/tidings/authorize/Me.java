package dev.tidings.authorize;

import dev.tidings.event.PercentEncoded;

/**
 * The name of whoever sends a request, in topics: {@code users/{me}/orders}.
 *
 * @param name as the login or the token says it; percent-encoded in a topic, so that it stays within its segment
 */
public record Me(String name) {

    private static final String VARIABLE = "{me}";

    /** Whether it takes a name to know what is meant. */
    public static boolean isIn(String topic) {
        return topic.contains(VARIABLE);
    }

    /** The topic that is meant. */
    public String in(String topic) {
        return topic.replace(VARIABLE, PercentEncoded.of(name));
    }
}
