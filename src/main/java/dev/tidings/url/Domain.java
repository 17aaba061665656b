package dev.tidings.url;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Names of hosts in ASCII (URL Standard, section 3.3), in a part of UTS #46 that is never more lenient where letters are
 * mapped: case and compatibility forms by the tables of the Java platform. Refused, though the standard has them, are labels
 * written from right to left, invisible format characters, and labels of more than 63 characters; in Punycode they may be
 * given. A label that is in Punycode already is taken as it stands.
 */
final class Domain {

    // Punycode takes quadratic time.
    private static final int LONGEST_LABEL = 63;

    private Domain() {}

    static String toAscii(String domain) {
        if (isAscii(domain)) {
            return domain.toLowerCase(Locale.ROOT);
        }
        return Arrays.stream(mapped(domain).split("\\.", -1))
                .map(label -> isAscii(label) ? label : "xn--" + Punycode.encode(valid(label)))
                .collect(Collectors.joining("."));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String mapped(String domain) {
        // One letter at a time: for a whole word Java knows a final sigma, UTS #46 does not.
        String lower = Normalizer.normalize(domain, Normalizer.Form.NFKC)
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Normalizer.normalize(lower, Normalizer.Form.NFKC).replace('\u3002', '.');
    }

    private static String valid(String label) {
        if (label.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("a label of a host has at most " + LONGEST_LABEL + " characters");
        }
        if (isMark(label.codePointAt(0)) || !label.codePoints().allMatch(Domain::isValid)) {
            throw new IllegalArgumentException(
                    "the host has a character that is not supported; write it in Punycode (xn--)");
        }
        return label;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isValid(int c) {
        return switch (Character.getType(c)) {
            case Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c != 0xFFFD && !isRightToLeft(c);
        };
    }

    private static boolean isRightToLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }
}
