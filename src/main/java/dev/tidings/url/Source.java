package dev.tidings.url;

/** The text of a regular expression, and how far it has been read. */
final class Source {

    // Each level is some frames of a stack, here and in RE2.
    private static final int DEEPEST = 20;

    private final String text;
    private int index;
    private int depth;

    Source(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return index == text.length();
    }

    boolean at(String expected) {
        return text.startsWith(expected, index);
    }

    boolean take(String expected) {
        if (!at(expected)) {
            return false;
        }
        index += expected.length();
        return true;
    }

    void require(String expected, String rule) {
        if (!take(expected)) {
            throw malformed(rule);
        }
    }

    char next() {
        if (isAtEnd()) {
            throw malformed("it ends too early");
        }
        return text.charAt(index++);
    }

    /** What stands before the next of a character, which is left out. */
    String upTo(char end) {
        int to = text.indexOf(end, index);
        if (to < 0) {
            throw malformed(end + " is missing");
        }
        String taken = text.substring(index, to);
        index = to + 1;
        return taken;
    }

    void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw malformed("groups and sets are at most " + DEEPEST + " deep in each other");
        }
    }

    void leave() {
        depth--;
    }

    IllegalArgumentException malformed(String rule) {
        return new IllegalArgumentException("regular expression (" + text + "): " + rule);
    }
}
