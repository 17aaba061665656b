package dev.tidings.broadcast;

import dev.tidings.event.Entry;
import dev.tidings.event.Landmark;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.UriTemplate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * From the topics of an entry to the crowds that want it, without a look at the others: by exact topic, and for templates by
 * one of their literal segments, wherever it stands. Each template is kept at one {@link Landmark} only, and of several at
 * that with the fewest others, so that {@code orders/{id}/17} is not among all that begin with {@code orders}.
 *
 * <p>Templates without a literal segment, as {@code {a}/{b}} or {@code order:{id}}, are all tried on each topic of as many
 * segments; equal ones of several crowds once.
 *
 * <p><b>Threads:</b> one sweeper. <b>Memory:</b> one place for each template and topic that is wanted, however often; after
 * the last crowd that wants it, none.
 */
final class Index {

    // What is gone through is linked: a hash table is as long as it ever was.
    private final Set<Crowd> any = new LinkedHashSet<>();
    private final Map<String, Set<Crowd>> exact = new HashMap<>();
    private final Map<Landmark, Map<UriTemplate, Set<Crowd>>> templates = new HashMap<>();

    void add(Crowd crowd) {
        for (TopicMatcher matcher : crowd.audience.wanted()) {
            if (matcher instanceof TopicMatcher.Exact one) {
                add(exact, one.topic(), crowd);
            } else if (matcher instanceof TopicMatcher.Template some) {
                UriTemplate template = some.template();
                add(templates.computeIfAbsent(home(template), unused -> new LinkedHashMap<>(2)), template, crowd);
            } else {
                any.add(crowd);
            }
        }
    }

    private static <K> void add(Map<K, Set<Crowd>> crowds, K key, Crowd crowd) {
        crowds.computeIfAbsent(key, unused -> new LinkedHashSet<>(2)).add(crowd);
    }

    void remove(Crowd crowd) {
        for (TopicMatcher matcher : crowd.audience.wanted()) {
            if (matcher instanceof TopicMatcher.Exact one) {
                remove(exact, one.topic(), crowd);
            } else if (matcher instanceof TopicMatcher.Template some) {
                templates.computeIfPresent(home(some.template()), (unused, there) -> {
                    remove(there, some.template(), crowd);
                    return there.isEmpty() ? null : there;
                });
            } else {
                any.remove(crowd);
            }
        }
    }

    private static <K> void remove(Map<K, Set<Crowd>> crowds, K key, Crowd crowd) {
        crowds.computeIfPresent(key, (unused, set) -> {
            set.remove(crowd);
            return set.isEmpty() ? null : set;
        });
    }

    /** The landmark at which a template is kept; or, if it is not yet, at which it would be among the fewest. */
    private Landmark home(UriTemplate template) {
        Landmark best = null;
        int fewest = Integer.MAX_VALUE;
        for (Landmark landmark : template.landmarks()) {
            Map<UriTemplate, Set<Crowd>> there = templates.getOrDefault(landmark, Map.of());
            if (there.containsKey(template)) {
                return landmark;
            }
            if (there.size() < fewest) {
                fewest = there.size();
                best = landmark;
            }
        }
        return best;
    }

    /** Shows the crowds that want the entry, some of them more than once. */
    void candidates(Entry entry, Consumer<Crowd> visitor) {
        any.forEach(visitor);
        for (String topic : entry.update().topics()) {
            exact.getOrDefault(topic, Set.of()).forEach(visitor);
            if (!templates.isEmpty()) {
                byTemplate(topic, visitor);
            }
        }
    }

    private void byTemplate(String topic, Consumer<Crowd> visitor) {
        for (Landmark landmark : Landmark.of(topic)) {
            templates.getOrDefault(landmark, Map.of()).forEach((template, crowds) -> {
                if (template.matches(topic)) {
                    crowds.forEach(visitor);
                }
            });
        }
    }
}
