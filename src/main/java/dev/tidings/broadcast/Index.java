package dev.tidings.broadcast;

import dev.tidings.event.Entry;
import dev.tidings.event.TopicMatcher;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * From the topics of an entry to the crowds that it may concern, without a look at the others: by exact topic, and for
 * templates by the literal segments that they begin with.
 *
 * <p><b>Threads:</b> one sweeper.
 */
final class Index {

    private final Map<String, Set<Crowd>> exact = new HashMap<>();
    private final Map<String, Set<Crowd>> prefixes = new HashMap<>();
    private final Set<Crowd> any = new LinkedHashSet<>();

    void add(Crowd crowd) {
        for (TopicMatcher matcher : crowd.audience.wanted()) {
            if (matcher instanceof TopicMatcher.Exact one) {
                exact.computeIfAbsent(one.topic(), unused -> new LinkedHashSet<>(2))
                        .add(crowd);
            } else if (matcher instanceof TopicMatcher.Template some) {
                prefixes.computeIfAbsent(some.template().prefix(), unused -> new LinkedHashSet<>(2))
                        .add(crowd);
            } else {
                any.add(crowd);
            }
        }
    }

    void remove(Crowd crowd) {
        for (TopicMatcher matcher : crowd.audience.wanted()) {
            if (matcher instanceof TopicMatcher.Exact one) {
                remove(exact, one.topic(), crowd);
            } else if (matcher instanceof TopicMatcher.Template some) {
                remove(prefixes, some.template().prefix(), crowd);
            } else {
                any.remove(crowd);
            }
        }
    }

    private static void remove(Map<String, Set<Crowd>> crowds, String key, Crowd crowd) {
        crowds.computeIfPresent(key, (unused, set) -> {
            set.remove(crowd);
            return set.isEmpty() ? null : set;
        });
    }

    /** Shows all crowds that want the entry, and maybe others, and some of them more than once. */
    void candidates(Entry entry, Consumer<Crowd> visitor) {
        any.forEach(visitor);
        for (String topic : entry.update().topics()) {
            exact.getOrDefault(topic, Set.of()).forEach(visitor);
            if (!prefixes.isEmpty()) {
                byPrefix(topic, visitor);
            }
        }
    }

    private void byPrefix(String topic, Consumer<Crowd> visitor) {
        int end = 0;
        do {
            prefixes.getOrDefault(topic.substring(0, end), Set.of()).forEach(visitor);
            end = topic.indexOf('/', end) + 1;
        } while (end > 0);
    }
}
