package dev.tidings.url;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
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

    /**
     * What UTS #46 maps otherwise than Java's lower case and NFKC do, or leaves out, or refuses: dotless and dotted i, numbers
     * with full stops, Cherokee, Greek with iota, joiners, fillers, variation selectors, descriptions of ideographs.
     */
    private static final Pattern ODD = Pattern.compile(
            "[\\u0130\\u0345\\u034F\\u115F\\u1160\\u13A0-\\u13FD\\u17B4\\u17B5\\u180B-\\u180F"
                    + "\\u1F80-\\u1FFC\\u2488-\\u249B\\u2FF0-\\u2FFB\\uAB70-\\uABBF\\uFE00-\\uFE0F\\uFFFC\\x{E0100}-\\x{E01EF}]");

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
        String composed = even(Normalizer.normalize(even(domain), Normalizer.Form.NFKC));
        // One letter at a time: for a whole word Java knows a final sigma, UTS #46 does not.
        String lower = composed.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Normalizer.normalize(lower, Normalizer.Form.NFKC).replace('\u3002', '.');
    }

    private static String even(String text) {
        if (ODD.matcher(text).find()) {
            throw unsupported();
        }
        return text;
    }

    private static IllegalArgumentException unsupported() {
        return new IllegalArgumentException(
                "the host has a character that is not supported; write it in Punycode (xn--)");
    }

    private static String valid(String label) {
        if (label.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("a label of a host has at most " + LONGEST_LABEL + " characters");
        }
        boolean isEncodedAlready = label.startsWith("xn--");
        if (isEncodedAlready
                || isMark(label.codePointAt(0))
                || !label.codePoints().allMatch(Domain::isValid)) {
            throw unsupported();
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
