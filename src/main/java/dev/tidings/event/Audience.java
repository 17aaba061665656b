package dev.tidings.event;

import java.util.List;
import java.util.Set;

/**
 * Everyone who asked for the same and may see the same: what is wanted, and what was granted.
 *
 * <p>{@link #sees} is the only filter of the house, for live updates and for replayed ones, so a right that does not
 * hold live cannot hold in a replay. What a subscriber asks for never grants anything.
 *
 * @param wanted an update is wanted when one of these matches one of its topics
 * @param granted a private update is seen when, besides, one of these matches one of its topics
 */
public record Audience(Set<TopicMatcher> wanted, Set<TopicMatcher> granted) {

    /** Those who asked for nothing. */
    public static final Audience NOTHING = ofPublic(Set.of());

    public Audience {
        wanted = Set.copyOf(wanted);
        granted = Set.copyOf(granted);
    }

    /** Those who asked for this and were granted nothing: they see public updates only. */
    public static Audience ofPublic(Set<TopicMatcher> wanted) {
        return new Audience(wanted, Set.of());
    }

    /** Whether it can never see anything. */
    public boolean isNothing() {
        return wanted.isEmpty();
    }

    public boolean sees(Entry entry) {
        Update update = entry.update();
        return matches(wanted, update) && (!update.isPrivate() || matches(granted, update));
    }

    /** Those wanted matchers that no landmark tells apart: whether they match is only known by trying. */
    public List<TopicMatcher> freeMatchers() {
        return wanted.stream()
                .filter(matcher -> matcher instanceof TopicMatcher.Marked marked && marked.isFree())
                .toList();
    }

    /** Whether it sees public updates of this topic. */
    public boolean wants(String topic) {
        return matches(wanted, topic);
    }

    private static boolean matches(Set<TopicMatcher> matchers, Update update) {
        for (String topic : update.topics()) {
            if (matches(matchers, topic)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Set<TopicMatcher> matchers, String topic) {
        for (TopicMatcher matcher : matchers) {
            if (matcher.matches(topic)) {
                return true;
            }
        }
        return false;
    }
}
