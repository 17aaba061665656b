package dev.tidings.url;

import java.util.BitSet;

/** What a backslash and the character behind it stand for in a regular expression. */
final class Escape {

    private static final String SYNTAX = "^$\\.*+?()[]{}|/";
    private static final String IN_SETS = "&-!#%,:;<=>@`~";

    private Escape() {}

    static BitSet inSet(Source source) {
        if (source.take("b")) {
            return CharacterClass.of('\b');
        }
        for (int i = 0; i < IN_SETS.length(); i++) {
            if (source.take(IN_SETS.substring(i, i + 1))) {
                return CharacterClass.of(IN_SETS.charAt(i));
            }
        }
        return anywhere(source);
    }

    static BitSet anywhere(Source source) {
        char c = source.next();
        return switch (c) {
            case 'd' -> digits();
            case 'D' -> CharacterClass.without(digits());
            case 's' -> spaces();
            case 'S' -> CharacterClass.without(spaces());
            case 'w' -> wordCharacters();
            case 'W' -> CharacterClass.without(wordCharacters());
            case 'f' -> CharacterClass.of('\f');
            case 'n' -> CharacterClass.of('\n');
            case 'r' -> CharacterClass.of('\r');
            case 't' -> CharacterClass.of('\t');
            case 'v' -> CharacterClass.of(0x0B);
            default -> {
                if (SYNTAX.indexOf(c) < 0) {
                    throw source.malformed(
                            "\\" + c + " is not supported; there are \\d \\D \\s \\S \\w \\W \\b \\B \\f \\n"
                                    + " \\r \\t \\v, and \\ before " + SYNTAX);
                }
                yield CharacterClass.of(c);
            }
        };
    }

    private static BitSet digits() {
        var set = new BitSet();
        set.set('0', '9' + 1);
        return set;
    }

    private static BitSet spaces() {
        BitSet set = CharacterClass.of(' ');
        set.set('\t', '\r' + 1);
        return set;
    }

    private static BitSet wordCharacters() {
        BitSet set = digits();
        set.set('A', 'Z' + 1);
        set.set('a', 'z' + 1);
        set.set('_');
        return set;
    }
}
