package dev.tidings.broadcast;

import dev.tidings.event.Entry;
import dev.tidings.event.Landmark;
import dev.tidings.event.TopicMatcher;
import dev.tidings.url.Url;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * From the topics of an entry to the crowds that want it, without a look at the others: by exact topic, and for templates and URL
 * patterns by one of their literal segments, wherever it stands ({@link Shelf}).
 *
 * <p>Templates without a literal segment, as {@code {a}/{b}} or {@code order:{id}}, are all tried on each topic of as many
 * segments, and such URL patterns on each topic that is a URL; equal ones of several crowds once. For URL patterns a topic is
 * read once here, and once for each of their bases if there are several; by each pattern that is shown once more.
 *
 * <p><b>Threads:</b> one sweeper. <b>Memory:</b> one place for each matcher and topic that is wanted, however often; after
 * the last crowd that wants it, none.
 */
final class Index {

    // What is gone through is linked: a hash table is as long as it ever was.
    private final Set<Crowd> any = new LinkedHashSet<>();
    private final Map<String, Set<Crowd>> exact = new HashMap<>();
    private final Shelf templates = new Shelf();
    private final Map<Url, Shelf> patterns = new LinkedHashMap<>();

    void add(Crowd crowd) {
        for (TopicMatcher matcher : crowd.audience.wanted()) {
            if (matcher instanceof TopicMatcher.Exact one) {
                exact.computeIfAbsent(one.topic(), unused -> new LinkedHashSet<>(2))
                        .add(crowd);
            } else if (matcher instanceof TopicMatcher.Template template) {
                templates.add(template, crowd);
            } else if (matcher instanceof TopicMatcher.Pattern some) {
                patterns.computeIfAbsent(some.pattern().base(), unused -> new Shelf())
                        .add(some, crowd);
            } else {
                any.add(crowd);
            }
        }
    }

    void remove(Crowd crowd) {
        for (TopicMatcher matcher : crowd.audience.wanted()) {
            if (matcher instanceof TopicMatcher.Exact one) {
                exact.computeIfPresent(one.topic(), (unused, crowds) -> {
                    crowds.remove(crowd);
                    return crowds.isEmpty() ? null : crowds;
                });
            } else if (matcher instanceof TopicMatcher.Template template) {
                templates.remove(template, crowd);
            } else if (matcher instanceof TopicMatcher.Pattern some) {
                patterns.computeIfPresent(some.pattern().base(), (unused, shelf) -> {
                    shelf.remove(some, crowd);
                    return shelf.isEmpty() ? null : shelf;
                });
            } else {
                any.remove(crowd);
            }
        }
    }

    /** Shows the crowds that want the entry, some of them more than once. */
    void candidates(Entry entry, Consumer<Crowd> visitor) {
        any.forEach(visitor);
        for (String topic : entry.update().topics()) {
            exact.getOrDefault(topic, Set.of()).forEach(visitor);
            if (!templates.isEmpty()) {
                templates.candidates(Landmark.of(topic), template -> template.matches(topic), visitor);
            }
            patterns.forEach((base, shelf) -> Url.parse(topic, base).ifPresent(url -> byPattern(url, shelf, visitor)));
        }
    }

    private static void byPattern(Url url, Shelf shelf, Consumer<Crowd> visitor) {
        shelf.candidates(
                Landmark.of(url),
                matcher -> matcher instanceof TopicMatcher.Pattern some
                        && some.pattern().matches(url),
                visitor);
    }
}
