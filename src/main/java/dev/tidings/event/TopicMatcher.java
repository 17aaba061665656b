package dev.tidings.event;

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
        Text.requirePlain("topic", text);
        return new Exact(text);
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

    /** The topics that a template could have made. */
    record Template(UriTemplate template) implements TopicMatcher {
        @Override
        public boolean matches(String topic) {
            return template.matches(topic);
        }
    }
}
