package dev.tidings.url;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * A regular expression in a pattern, written for RE2.
 *
 * <p>JavaScript and RE2 agree on much and say the same by different words elsewhere. So this reads what JavaScript reads with the
 * flag {@code v} (ECMA-262, section 22.2.1) and writes it anew. What RE2 cannot do in linear time, look-around and back
 * references, is refused, and so is what nobody is likely to need in a URL: flags, Unicode properties, numeric escapes.
 * Whatever is accepted means what it means in a browser.
 *
 * @param re2 what RE2 compiles; has no group that captures
 * @param size how many characters it may compare at once, each repetition counted
 * @param staysInSegment whether all that it matches is without a slash
 */
record Regexp(String re2, long size, boolean staysInSegment) {

    static Regexp parse(String text) {
        return new Parser(new Source(text)).parse();
    }

    private static final class Parser {

        private final Source source;
        private final StringBuilder re2 = new StringBuilder();
        private final Set<String> names = new HashSet<>();
        private boolean staysInSegment = true;

        Parser(Source source) {
            this.source = source;
        }

        Regexp parse() {
            long size = alternatives();
            if (!source.isAtEnd()) {
                throw source.malformed("a ) without its (");
            }
            return new Regexp(re2.toString(), size, staysInSegment);
        }

        private long alternatives() {
            long size = 1;
            while (!source.isAtEnd() && !source.at(")")) {
                if (source.take("|")) {
                    re2.append('|');
                    size++;
                } else {
                    size += term();
                }
                Size.check(size);
            }
            return size;
        }

        private long term() {
            for (String assertion : new String[] {"^", "$", "\\b", "\\B"}) {
                if (source.take(assertion)) {
                    re2.append(assertion);
                    return 1;
                }
            }
            int start = re2.length();
            long size = source.take("(") ? group() : character();
            return size * Quantifier.read(source).appliedTo(re2, start);
        }

        private long group() {
            source.enter();
            if (source.at("?=") || source.at("?!") || source.at("?<=") || source.at("?<!")) {
                throw source.malformed(
                        "look-ahead and look-behind are not supported, they can take more than linear time");
            }
            if (source.take("?<")) {
                name(source.upTo('>'));
            } else {
                source.require("?:", "a group begins with (?: or (?<name>, and sets no flags");
            }
            re2.append("(?:");
            long size = alternatives();
            source.require(")", "a ( without its )");
            re2.append(')');
            source.leave();
            return size;
        }

        private void name(String name) {
            boolean isName = !name.isEmpty() && Tokenizer.isInName(name.charAt(0), true);
            if (!isName || !name.chars().allMatch(c -> Tokenizer.isInName(c, false)) || !names.add(name)) {
                throw source.malformed("a group has a name of letters, digits and _, and no other has the same");
            }
        }

        private long character() {
            append(set());
            return 1;
        }

        private BitSet set() {
            if (source.take("[")) {
                return CharacterClass.read(source);
            }
            if (source.take("\\")) {
                return Escape.anywhere(source);
            }
            if (source.take(".")) {
                BitSet breaks = CharacterClass.of('\n');
                breaks.set('\r');
                return CharacterClass.without(breaks);
            }
            char c = source.next();
            if ("*+?{".indexOf(c) >= 0) {
                throw source.malformed(
                        "nothing to repeat before " + c + "; write \\" + c + " for the character itself");
            }
            if ("]}".indexOf(c) >= 0) {
                throw source.malformed("write \\" + c + " for " + c);
            }
            return CharacterClass.of(c);
        }

        private void append(BitSet set) {
            staysInSegment &= !set.get('/');
            if (set.isEmpty()) {
                re2.append("[^\\x00-\\x{10FFFF}]");
                return;
            }
            re2.append('[');
            for (int from = set.nextSetBit(0); from >= 0; ) {
                int to = set.nextClearBit(from);
                re2.append(String.format("\\x%02x-\\x%02x", from, to - 1));
                from = set.nextSetBit(to);
            }
            re2.append(']');
        }
    }
}
