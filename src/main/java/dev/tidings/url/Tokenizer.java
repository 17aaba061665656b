package dev.tidings.url;

import dev.tidings.url.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Takes patterns apart into tokens (URL Pattern Standard, section 2.1.2). */
final class Tokenizer {

    private final String text;
    private final boolean lenient;
    private final List<Token> tokens = new ArrayList<>();
    private int index;

    private Tokenizer(String text, boolean lenient) {
        this.text = text;
        this.lenient = lenient;
    }

    /** Refuses what is malformed. */
    static List<Token> strictly(String text) {
        return new Tokenizer(text, false).tokens();
    }

    /** Makes tokens of what is malformed, too: where a component ends can be told nevertheless. */
    static List<Token> leniently(String text) {
        return new Tokenizer(text, true).tokens();
    }

    private List<Token> tokens() {
        while (index < text.length()) {
            int c = text.codePointAt(index);
            int next = index + Character.charCount(c);
            switch (c) {
                case '*' -> add(Kind.ASTERISK, next);
                case '+', '?' -> add(Kind.OTHER_MODIFIER, next);
                case '{' -> add(Kind.OPEN, next);
                case '}' -> add(Kind.CLOSE, next);
                case '\\' -> escaped(next);
                case ':' -> name(next);
                case '(' -> regexp(next);
                default -> add(Kind.CHAR, next);
            }
        }
        add(Kind.END, index);
        return tokens;
    }

    private void add(Kind kind, int next) {
        add(kind, index, next, next);
    }

    private void add(Kind kind, int from, int to, int next) {
        tokens.add(new Token(kind, index, text.substring(from, to)));
        index = next;
    }

    private void malformed(int next, String rule) {
        if (!lenient) {
            throw new IllegalArgumentException(rule);
        }
        add(Kind.INVALID_CHAR, next);
    }

    private void escaped(int from) {
        if (from == text.length()) {
            malformed(from, "after \\ comes the character that it makes an ordinary one");
            return;
        }
        int to = from + Character.charCount(text.codePointAt(from));
        add(Kind.ESCAPED_CHAR, from, to, to);
    }

    private void name(int from) {
        int to = from;
        while (to < text.length() && isInName(text.codePointAt(to), to == from)) {
            to += Character.charCount(text.codePointAt(to));
        }
        if (to == from) {
            malformed(from, "after : comes a name of letters, digits and _; write \\: for the colon itself");
        } else {
            add(Kind.NAME, from, to, to);
        }
    }

    /** The identifiers of JavaScript. */
    static boolean isInName(int c, boolean first) {
        if (c == '$' || c == '_') {
            return true;
        }
        return first
                ? Character.isUnicodeIdentifierStart(c)
                : c == 0x200C
                        || c == 0x200D
                        || (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }

    private void regexp(int from) {
        int end = endOfRegexp(from);
        if (end <= from) {
            malformed(
                    from,
                    "between ( and ) stands a regular expression of ASCII characters, whose groups begin with (?:;"
                            + " write \\( for the parenthesis itself");
        } else {
            add(Kind.REGEXP, from, end, end + 1);
        }
    }

    /** Where its parenthesis is closed; -1 if nowhere, or if something is in it that must not be. */
    private int endOfRegexp(int from) {
        int depth = text.startsWith("?", from) ? 0 : 1;
        int at = from;
        while (depth > 0 && at < text.length() && text.charAt(at) < 0x80) {
            char c = text.charAt(at);
            if (c == ')' && --depth == 0) {
                return at;
            }
            if (c == '(' && text.startsWith("?", at + 1)) {
                depth++;
            } else if (c == '(') {
                return -1;
            }
            at += c == '\\' ? 2 : 1;
            if (c == '\\' && (at > text.length() || text.charAt(at - 1) >= 0x80)) {
                return -1;
            }
        }
        return -1;
    }
}
