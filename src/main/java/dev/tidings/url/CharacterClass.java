package dev.tidings.url;

import java.util.BitSet;

/**
 * Sets of characters in regular expressions, as JavaScript means them with the flag {@code v} (ECMA-262, section 22.2.1). What
 * a URL is compared by is ASCII, so a set is some of 128 characters, and what RE2 does not know (a set without another, what
 * two have in common) is worked out here.
 */
final class CharacterClass {

    private static final int ASCII = 0x80;
    private static final String SYNTAX = "()[]{}/-\\|";
    private static final String NEVER_TWICE = "&!#$%*+,.:;<=>?@^`~";

    private final Source source;
    private boolean lastIsCharacter;

    private CharacterClass(Source source) {
        this.source = source;
    }

    /** Reads on behind the opening bracket to the closing one. */
    static BitSet read(Source source) {
        source.enter();
        BitSet set = new CharacterClass(source).read();
        source.leave();
        return set;
    }

    static BitSet of(int c) {
        var set = new BitSet(ASCII);
        set.set(c);
        return set;
    }

    static BitSet all() {
        var set = new BitSet(ASCII);
        set.set(0, ASCII);
        return set;
    }

    static BitSet without(BitSet these) {
        BitSet rest = all();
        rest.andNot(these);
        return rest;
    }

    private BitSet read() {
        boolean others = source.take("^");
        BitSet set = source.take("]") ? new BitSet(ASCII) : contents();
        return others ? without(set) : set;
    }

    private BitSet contents() {
        BitSet set = operand();
        if (source.at("--") || source.at("&&")) {
            String operator = source.at("--") ? "--" : "&&";
            while (source.take(operator)) {
                apply(operator, set);
            }
            source.require("]", "a set with -- or && has no other operator, and no range but in brackets of its own");
            return set;
        }
        addRange(set);
        while (!source.take("]")) {
            BitSet next = operand();
            addRange(next);
            set.or(next);
        }
        return set;
    }

    private void apply(String operator, BitSet set) {
        if (source.at("&")) {
            throw source.malformed("&&& in a set");
        }
        BitSet operand = operand();
        if (operator.equals("--")) {
            set.andNot(operand);
        } else {
            set.and(operand);
        }
    }

    private void addRange(BitSet first) {
        boolean fromCharacter = lastIsCharacter;
        if (!source.take("-")) {
            return;
        }
        BitSet last = operand();
        if (!fromCharacter || !lastIsCharacter || first.nextSetBit(0) > last.nextSetBit(0)) {
            throw source.malformed("a range goes from one character to a later one; write \\- for the hyphen itself");
        }
        first.set(first.nextSetBit(0), last.nextSetBit(0) + 1);
    }

    private BitSet operand() {
        if (source.take("[")) {
            lastIsCharacter = false;
            return read(source);
        }
        if (source.take("\\")) {
            BitSet escaped = Escape.inSet(source);
            lastIsCharacter = escaped.cardinality() == 1;
            return escaped;
        }
        lastIsCharacter = true;
        char c = source.next();
        if (SYNTAX.indexOf(c) >= 0) {
            throw source.malformed("in a set write \\" + c + " for " + c);
        }
        if (NEVER_TWICE.indexOf(c) >= 0 && source.at(String.valueOf(c))) {
            throw source.malformed("in a set write \\" + c + "\\" + c + " for " + c + c);
        }
        return of(c);
    }
}
