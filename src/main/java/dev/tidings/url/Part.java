package dev.tidings.url;

/**
 * A piece of a component's pattern (URL Pattern Standard, section 2.1.3).
 *
 * @param value the literal text, or the regular expression as it was written; empty for wildcards
 * @param name what its group is called; empty if it is literal
 * @param prefix literal text that is repeated and left out with the group
 * @param suffix as the prefix, behind it
 */
record Part(Kind kind, String value, Modifier modifier, String name, String prefix, String suffix) {

    enum Kind {
        FIXED_TEXT,
        REGEXP,
        SEGMENT_WILDCARD,
        FULL_WILDCARD
    }

    enum Modifier {
        NONE(""),
        OPTIONAL("?"),
        ZERO_OR_MORE("*"),
        ONE_OR_MORE("+");

        final String sign;

        Modifier(String sign) {
            this.sign = sign;
        }

        static Modifier of(String sign) {
            for (Modifier modifier : values()) {
                if (modifier.sign.equals(sign)) {
                    return modifier;
                }
            }
            throw new IllegalArgumentException("no modifier: " + sign);
        }

        boolean repeats() {
            return this == ZERO_OR_MORE || this == ONE_OR_MORE;
        }
    }

    static Part fixed(String text, Modifier modifier) {
        return new Part(Kind.FIXED_TEXT, text, modifier, "", "", "");
    }

    boolean isLiteral() {
        return kind == Kind.FIXED_TEXT && modifier == Modifier.NONE;
    }

    boolean isAnything() {
        return kind == Kind.FULL_WILDCARD && prefix.isEmpty() && suffix.isEmpty();
    }
}
