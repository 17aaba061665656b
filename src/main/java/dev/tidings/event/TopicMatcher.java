package dev.tidings.event;

import dev.tidings.url.Url;
import dev.tidings.url.UrlPattern;
import java.util.ArrayList;
import java.util.List;

/** What a subscriber asks for, or was granted: a rule that says yes or no to a topic, in time linear in its length. */
public sealed interface TopicMatcher {

    boolean matches(String topic);

    /**
     * Reads a matcher of the plain door: {@code *} is every topic, text with <code>{</code> or <code>}</code> is a
     * {@link UriTemplate}, and everything else is one topic, compared character by character.
     *
     * <p>A <code>{</code> in a topic is an ordinary character. This notation cannot name it; a variable or {@code *}
     * still matches it.
     *
     * @throws IllegalArgumentException with a message for the subscriber, naming the cause and the fix
     */
    static TopicMatcher parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty topic matches nothing; leave it out for every public topic");
        }
        if (text.equals("*")) {
            return new Any();
        }
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            return new Template(UriTemplate.parse(text));
        }
        return exact(text);
    }

    /**
     * Reads a matcher of a Mercure client or token: {@code *} is every topic, whatever the type (Mercure 1.0, "Topic
     * matchers").
     *
     * @param type as on the wire: {@code exact}, {@code urlpattern}
     * @param base what a pattern, and the topics it is asked about, may be relative to
     * @throws IllegalArgumentException with a message for the subscriber, naming the cause and the fix
     */
    static TopicMatcher of(String type, String text, Url base) {
        return switch (type) {
            case "exact" -> text.equals("*") ? new Any() : exact(text);
            case "urlpattern" -> text.equals("*") ? new Any() : urlPattern(text, base);
            default -> throw new IllegalArgumentException("unknown type of matcher; write exact or urlpattern");
        };
    }

    /**
     * Reads a topic selector of a client or token of Mercure 0.x: {@code *} is every topic, text with <code>{</code> or
     * <code>}</code> is a {@link UriTemplate#selector}, and everything else is one topic, compared character by character.
     *
     * @throws IllegalArgumentException with a message for the subscriber, naming the cause and the fix
     */
    static TopicMatcher selector(String text) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            return new Template(UriTemplate.selector(text));
        }
        return text.equals("*") ? new Any() : exact(text);
    }

    private static TopicMatcher exact(String topic) {
        Text.requirePlain("topic", topic);
        return new Exact(topic);
    }

    /**
     * Reads a URL pattern. It costs each topic more than a template does: one reading of the topic for each base of all
     * patterns that are wanted (give all the same, that of the hub), to find those that may match, and another for each of these.
     *
     * @param base what the pattern, and the topics it is asked about, may be relative to
     * @throws IllegalArgumentException with a message for the subscriber, naming the cause and the fix
     */
    static TopicMatcher urlPattern(String text, Url base) {
        Text.requirePlain("URL pattern", text);
        return new Pattern(UrlPattern.parse(text, base));
    }

    /** Every topic. */
    record Any() implements TopicMatcher {
        @Override
        public boolean matches(String topic) {
            return true;
        }
    }

    /** One topic: no resolving, no normalising, no decoding. */
    record Exact(String topic) implements TopicMatcher {
        @Override
        public boolean matches(String other) {
            return topic.equals(other);
        }
    }

    /**
     * Every topic that begins so and goes on, however deep. It is only ever granted: no notation asks for it, as an index
     * knows no landmark of it, and would have to try it on all topics.
     */
    record Below(String prefix) implements TopicMatcher {

        public Below {
            Text.requirePlain("prefix of topics", prefix);
            if (!prefix.endsWith("/")) {
                throw new IllegalArgumentException("\"" + prefix + "\" does not end with a slash: what begins so could"
                        + " belong to somebody whose name begins so");
            }
        }

        @Override
        public boolean matches(String topic) {
            return topic.length() > prefix.length() && topic.startsWith(prefix);
        }
    }

    /** One that matches some topics, which an index finds by landmarks. */
    sealed interface Marked extends TopicMatcher {

        /** What every matching topic has: any of these is enough to find the matcher by. Never empty. */
        List<Landmark> landmarks();

        /** Whether its landmarks say so little that it must be tried on nearly all topics. */
        boolean isFree();
    }

    /** The topics that a template could have made. */
    record Template(UriTemplate template) implements Marked, Comparable<Template> {
        @Override
        public boolean matches(String topic) {
            return template.matches(topic);
        }

        @Override
        public List<Landmark> landmarks() {
            return template.landmarks();
        }

        @Override
        public boolean isFree() {
            return template.isFree();
        }

        @Override
        public int compareTo(Template other) {
            return template.compareTo(other.template);
        }
    }

    /** The topics that are URLs, absolute or relative, which a pattern matches. */
    record Pattern(UrlPattern pattern) implements Marked, Comparable<Pattern> {
        @Override
        public boolean matches(String topic) {
            return pattern.matches(topic);
        }

        /** A literal host and the literal segments of the path. */
        @Override
        public List<Landmark> landmarks() {
            List<Landmark> landmarks = new ArrayList<>();
            pattern.literalSegments().forEach((place, text) -> landmarks.add(Landmark.ofPath(place, text)));
            pattern.literalHostname().ifPresent(host -> landmarks.add(Landmark.ofHost(host)));
            return landmarks.isEmpty() ? List.of(Landmark.ofAllUrls()) : landmarks;
        }

        /** Whatever its host is: there may be any number of different ones for one host, and most topics may have it. */
        @Override
        public boolean isFree() {
            return pattern.literalSegments().isEmpty();
        }

        @Override
        public int compareTo(Pattern other) {
            return pattern.compareTo(other.pattern);
        }
    }
}
