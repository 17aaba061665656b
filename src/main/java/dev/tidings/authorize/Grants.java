package dev.tidings.authorize;

import dev.tidings.event.TopicMatcher;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody may do. What is not here is not allowed. Public updates need no grant.
 *
 * @param publish to topics that one of these matches
 * @param subscribe in the order of the token, if it comes from one
 * @param kick whether to end others' streams
 */
public record Grants(Set<TopicMatcher> publish, List<Subscribe> subscribe, boolean kick) {

    public static final Grants NONE = new Grants(Set.of(), List.of());

    static final Grants PUBLISH_ALL = new Grants(Set.of(new TopicMatcher.Any()), List.of());

    /**
     * To hear private updates of these topics.
     *
     * @param topics as {@code GET /events} reads them: topics, templates, or {@code *} for all
     * @throws IllegalArgumentException if one is malformed
     */
    public static Grants toSubscribe(String... topics) {
        return new Grants(Set.of(), List.of(new Subscribe(matchers(topics), Optional.empty())));
    }

    /**
     * To publish to these topics over HTTP.
     *
     * @param topics as {@code GET /events} reads them: topics, templates, or {@code *} for all
     * @throws IllegalArgumentException if one is malformed
     */
    public static Grants toPublish(String... topics) {
        return new Grants(matchers(topics), List.of());
    }

    /** To end others' streams over HTTP. */
    public static Grants toKick() {
        return new Grants(Set.of(), List.of(), true);
    }

    private static Set<TopicMatcher> matchers(String... topics) {
        return Stream.of(topics).map(TopicMatcher::parse).collect(Collectors.toUnmodifiableSet());
    }

    public Grants {
        publish = Set.copyOf(publish);
        subscribe = List.copyOf(subscribe);
    }

    /** Of whoever may not end others' streams. */
    public Grants(Set<TopicMatcher> publish, List<Subscribe> subscribe) {
        this(publish, subscribe, false);
    }

    /** All that these and those allow. */
    public Grants and(Grants others) {
        return new Grants(
                Stream.concat(publish.stream(), others.publish.stream()).collect(Collectors.toUnmodifiableSet()),
                Stream.concat(subscribe.stream(), others.subscribe.stream()).toList(),
                kick || others.kick);
    }

    /** Whether an update with these topics may be published: each of them must be granted, as each finds listeners. */
    public boolean mayPublish(Collection<String> topics) {
        return !topics.isEmpty() && topics.stream().allMatch(topic -> matches(publish, topic));
    }

    /** Whether private updates of this topic may be seen. */
    public boolean maySubscribe(String topic) {
        return subscribe.stream().anyMatch(grant -> matches(grant.topics(), topic));
    }

    /** What was granted to the {@link dev.tidings.event.Audience} of a stream opened with these. */
    public Set<TopicMatcher> subscribed() {
        return subscribe.stream().flatMap(grant -> grant.topics().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** What the issuer wants others to be told of whoever subscribes to this: the payload of the first grant that matches. */
    public Optional<String> payload(String match) {
        return subscribe.stream()
                .filter(grant -> grant.isOfAll() || matches(grant.topics(), match))
                .findFirst()
                .flatMap(Subscribe::payload);
    }

    private static boolean matches(Set<TopicMatcher> matchers, String topic) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(topic));
    }

    /**
     * To private updates with a topic that one of these matches.
     *
     * @param payload JSON, as text
     * @param isOfAll whether others are told the payload to whatever its holder subscribes, as Mercure 0.x has it
     */
    public record Subscribe(Set<TopicMatcher> topics, Optional<String> payload, boolean isOfAll) {

        Subscribe(Set<TopicMatcher> topics, Optional<String> payload) {
            this(topics, payload, false);
        }

        public Subscribe {
            topics = Set.copyOf(topics);
        }
    }
}
