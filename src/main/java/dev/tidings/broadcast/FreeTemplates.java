package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.UriTemplate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The templates without a literal segment that are wanted at the moment, and by how many streams. The {@link Index} has to try
 * them all, so there must not be any number of them.
 *
 * <p><b>Threads:</b> safe for any.
 */
final class FreeTemplates {

    private final Map<UriTemplate, Integer> wanted = new ConcurrentHashMap<>();

    /** Whether there would be at most so many if a stream of this audience came. */
    boolean hasRoom(Audience audience, int atMost) {
        long more = audience.freeTemplates().stream()
                .filter(template -> !wanted.containsKey(template))
                .count();
        return more == 0 || wanted.size() + more <= atMost;
    }

    void join(Audience audience) {
        audience.freeTemplates().forEach(template -> wanted.merge(template, 1, Integer::sum));
    }

    void leave(Audience audience) {
        audience.freeTemplates()
                .forEach(template ->
                        wanted.computeIfPresent(template, (unused, count) -> count == 1 ? null : count - 1));
    }
}
