package dev.tidings.broadcast;

import dev.tidings.event.Landmark;
import dev.tidings.event.TopicMatcher.Marked;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Templates or URL patterns with the crowds that want them, each at one of its landmarks only, and of several at that with the
 * fewest others, so that {@code orders/{id}/17} is not among all that begin with {@code orders}.
 */
final class Shelf {

    // What is gone through is linked: a hash table is as long as it ever was.
    private final Map<Landmark, Map<Marked, Set<Crowd>>> places = new HashMap<>();

    boolean isEmpty() {
        return places.isEmpty();
    }

    void add(Marked matcher, Crowd crowd) {
        places.computeIfAbsent(home(matcher), unused -> new LinkedHashMap<>(2))
                .computeIfAbsent(matcher, unused -> new LinkedHashSet<>(2))
                .add(crowd);
    }

    void remove(Marked matcher, Crowd crowd) {
        places.computeIfPresent(home(matcher), (unused, there) -> {
            there.computeIfPresent(matcher, (unusedMatcher, crowds) -> {
                crowds.remove(crowd);
                return crowds.isEmpty() ? null : crowds;
            });
            return there.isEmpty() ? null : there;
        });
    }

    /** The landmark at which a matcher is kept; or, if it is not yet, at which it would be among the fewest. */
    private Landmark home(Marked matcher) {
        Landmark best = null;
        int fewest = Integer.MAX_VALUE;
        for (Landmark landmark : matcher.landmarks()) {
            Map<Marked, Set<Crowd>> there = places.getOrDefault(landmark, Map.of());
            if (there.containsKey(matcher)) {
                return landmark;
            }
            if (there.size() < fewest) {
                fewest = there.size();
                best = landmark;
            }
        }
        return best;
    }

    /** Shows the crowds whose matcher, being at one of the topic's landmarks, matches the topic. */
    void candidates(List<Landmark> ofTopic, Predicate<Marked> matches, Consumer<Crowd> visitor) {
        for (Landmark landmark : ofTopic) {
            places.getOrDefault(landmark, Map.of()).forEach((matcher, crowds) -> {
                if (matches.test(matcher)) {
                    crowds.forEach(visitor);
                }
            });
        }
    }
}
