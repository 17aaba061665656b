package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The templates and URL patterns without a literal segment that are wanted at the moment, and by how many streams. The
 * {@link Index} has to try them all, so there must not be any number of them.
 *
 * <p><b>Threads:</b> safe for any.
 */
final class FreeMatchers {

    private final Map<TopicMatcher, Integer> wanted = new ConcurrentHashMap<>();

    /** Whether there would be at most so many if a stream of this audience came. */
    boolean hasRoom(Audience audience, int atMost) {
        long more = audience.freeMatchers().stream()
                .filter(matcher -> !wanted.containsKey(matcher))
                .count();
        return more == 0 || wanted.size() + more <= atMost;
    }

    void join(Audience audience) {
        audience.freeMatchers().forEach(matcher -> wanted.merge(matcher, 1, Integer::sum));
    }

    void leave(Audience audience) {
        audience.freeMatchers()
                .forEach(matcher -> wanted.computeIfPresent(matcher, (unused, count) -> count == 1 ? null : count - 1));
    }
}
