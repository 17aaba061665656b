package dev.tidings.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that happened, as its publisher tells it: it has topics and data, but no place in the history yet.
 *
 * <p>An application that wants full control fires one as a CDI event; everything else ends up as one.
 *
 * @param topics the names it is published under, the canonical one first, then alternates; a listener of any of them
 *     sees it. A topic is any text without control or format characters, except {@code *}, which is the matcher of all.
 * @param data what listeners receive; may be empty and may have several lines
 * @param type the {@code event} field; without one a browser hears it with {@code onmessage}
 * @param id the publisher's own id: printable ASCII, at most 256 characters, not beginning with {@code #} (ids of the
 *     hub do) and not {@code earliest}. Without one the hub gives the id.
 * @param retry the reconnection time that browsers are to adopt, in whole milliseconds on the wire
 * @param isPrivate whether only those see it who were granted one of its topics
 * @param key makes publishing idempotent: while the history holds an update with this key, another one is not added
 * @param conflationKey names the thing whose state this is. Kept with the update; nothing acts on it yet
 * @param traceparent the W3C trace context of the publisher. Kept with the update; nothing acts on it yet
 */
public record Update(
        List<String> topics,
        String data,
        Optional<String> type,
        Optional<String> id,
        Optional<Duration> retry,
        boolean isPrivate,
        Optional<String> key,
        Optional<String> conflationKey,
        Optional<String> traceparent) {

    /** Event types with this beginning are the hub's own. */
    public static final String RESERVED_TYPE_PREFIX = "tidings:";

    /** What a client sends for "everything that is still held", and so no id. */
    public static final String EARLIEST = "earliest";

    private static final int ID_LENGTH = 256;

    /**
     * Refuses what must not get in.
     *
     * @throws IllegalArgumentException with a message for the publisher, naming the cause and the fix
     */
    public Update {
        topics = List.copyOf(topics);
        require(!topics.isEmpty(), "an update needs at least one topic");
        topics.forEach(Update::requireTopic);
        Text.requireEncodable("data", data);
        type.ifPresent(Update::requireType);
        id.ifPresent(Update::requireId);
        retry.ifPresent(time -> require(!time.isNegative(), "retry must not be negative"));
        key.ifPresent(value -> Text.requirePlain("key", value));
        conflationKey.ifPresent(value -> Text.requirePlain("conflationKey", value));
        traceparent.ifPresent(value -> Text.requirePlain("traceparent", value));
    }

    /** A public, untyped update of one topic. */
    public static Update of(String topic, String data) {
        return on(topic).data(data).build();
    }

    /** Begins an update of this topic, and of these alternates. */
    public static Builder on(String canonical, String... alternates) {
        return on(Stream.concat(Stream.of(canonical), Stream.of(alternates)).toList());
    }

    /** Begins an update of these topics, the canonical one first. */
    public static Builder on(List<String> topics) {
        return new Builder(topics);
    }

    /** The same update with another key. */
    public Update withKey(String other) {
        return new Update(topics, data, type, id, retry, isPrivate, Optional.of(other), conflationKey, traceparent);
    }

    private static void requireTopic(String topic) {
        require(!topic.isEmpty(), "a topic must not be empty");
        require(!topic.equals("*"), "the topic \"*\" is the matcher of all topics; publish to a topic by its name");
        Text.requirePlain("topic", topic);
    }

    private static void requireType(String type) {
        Text.requirePlain("type", type);
        require(
                !type.startsWith(RESERVED_TYPE_PREFIX),
                "event types beginning with \"tidings:\" are the hub's own; choose another type");
    }

    private static void requireId(String id) {
        require(!id.isEmpty(), "an id must not be empty; leave it out to have the hub give one");
        whyNotBack(id).ifPresent(Update::refuse);
        require(!id.startsWith("#"), "ids beginning with \"#\" are given by the hub; choose another id");
        require(!id.equals(EARLIEST), "the id \"earliest\" is reserved; choose another id");
    }

    /** Whether clients bring such an id back as it is: in a header, where servers accept nothing but ASCII. Not for an empty one. */
    public static boolean comesBack(String id) {
        return whyNotBack(id).isEmpty();
    }

    private static Optional<String> whyNotBack(String id) {
        if (id.length() > ID_LENGTH) {
            return Optional.of("an id has at most 256 characters; this one has " + id.length());
        }
        if (!id.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            return Optional.of("an id consists of printable ASCII characters, because it comes back in a header");
        }
        return id.charAt(0) == ' ' || id.charAt(id.length() - 1) == ' '
                ? Optional.of("an id has no space at either end")
                : Optional.empty();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            refuse(otherwise);
        }
    }

    private static void refuse(String why) {
        throw new IllegalArgumentException(why);
    }

    /** Collects the parts of an update. Not thread-safe, as builders are. */
    public static final class Builder {
        private final List<String> topics;
        private String data = "";
        private Optional<String> type = Optional.empty();
        private Optional<String> id = Optional.empty();
        private Optional<Duration> retry = Optional.empty();
        private boolean isPrivate;
        private Optional<String> key = Optional.empty();
        private Optional<String> conflationKey = Optional.empty();
        private Optional<String> traceparent = Optional.empty();

        private Builder(List<String> topics) {
            this.topics = topics;
        }

        public Builder data(String value) {
            data = value;
            return this;
        }

        public Builder type(String value) {
            type = Optional.of(value);
            return this;
        }

        public Builder id(String value) {
            id = Optional.of(value);
            return this;
        }

        public Builder retry(Duration value) {
            retry = Optional.of(value);
            return this;
        }

        public Builder isPrivate(boolean value) {
            isPrivate = value;
            return this;
        }

        public Builder key(String value) {
            key = Optional.of(value);
            return this;
        }

        public Builder conflationKey(String value) {
            conflationKey = Optional.of(value);
            return this;
        }

        public Builder traceparent(String value) {
            traceparent = Optional.of(value);
            return this;
        }

        /**
         * Makes the update.
         *
         * @throws IllegalArgumentException as {@link Update} does
         */
        public Update build() {
            return new Update(topics, data, type, id, retry, isPrivate, key, conflationKey, traceparent);
        }
    }
}
