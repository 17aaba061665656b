package dev.tidings.authorize;

import dev.tidings.event.TopicMatcher;

/** Makes a matcher of what a token says. */
@FunctionalInterface
public interface MatcherReader {

    /**
     * Reads one.
     *
     * @param type as on the wire: {@code exact}, {@code urlpattern}
     * @param hub what a URL may be relative to
     * @throws IllegalArgumentException if it is malformed, or the type is not known
     */
    TopicMatcher read(String type, String text, ProtectedResource hub);
}
