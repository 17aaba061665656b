package dev.tidings.url;

/**
 * A word of a pattern (URL Pattern Standard, section 2.1.1).
 *
 * @param index where in the pattern it begins
 * @param value what it says, without the characters that only mark it
 */
record Token(Kind kind, int index, String value) {

    enum Kind {
        OPEN,
        CLOSE,
        REGEXP,
        NAME,
        CHAR,
        ESCAPED_CHAR,
        OTHER_MODIFIER,
        ASTERISK,
        END,
        INVALID_CHAR
    }

    /** Whether it stands for the character itself, as far as the pattern is known. */
    boolean isPlain(String character) {
        return value.equals(character) && (kind == Kind.CHAR || kind == Kind.ESCAPED_CHAR || kind == Kind.INVALID_CHAR);
    }
}
