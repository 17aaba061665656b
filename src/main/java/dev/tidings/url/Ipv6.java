package dev.tidings.url;

import java.util.ArrayList;
import java.util.List;

/** Addresses such as {@code 2001:db8::1} (URL Standard, section 3.5), in the one way in which they are compared. */
final class Ipv6 {

    private static final int PIECES = 8;

    private Ipv6() {}

    static String normalized(String text) {
        int gap = text.indexOf("::");
        List<Integer> pieces = pieces(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> after = gap < 0 ? List.of() : pieces(text.substring(gap + 2), true);
        int missing = PIECES - pieces.size() - after.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            throw malformed(text);
        }
        for (int i = 0; i < missing; i++) {
            pieces.add(0);
        }
        pieces.addAll(after);
        return text(pieces);
    }

    /**
     * The numbers between the colons.
     *
     * @param last whether these are the last, which may be an IPv4 address
     */
    private static List<Integer> pieces(String text, boolean last) {
        List<Integer> pieces = new ArrayList<>();
        if (text.isEmpty()) {
            return pieces;
        }
        String[] texts = text.split(":", -1);
        for (int i = 0; i < texts.length; i++) {
            if (last && i == texts.length - 1 && texts[i].indexOf('.') >= 0) {
                addIpv4(pieces, texts[i]);
            } else {
                pieces.add(number(texts[i], 16, 4));
            }
        }
        return pieces;
    }

    private static void addIpv4(List<Integer> pieces, String text) {
        String[] texts = text.split("\\.", -1);
        if (texts.length != 4) {
            throw malformed(text);
        }
        for (int i = 0; i < 4; i += 2) {
            pieces.add((octet(texts[i]) << 8) | octet(texts[i + 1]));
        }
    }

    private static int octet(String text) {
        int octet = number(text, 10, 3);
        if (octet > 255 || (text.length() > 1 && text.startsWith("0"))) {
            throw malformed(text);
        }
        return octet;
    }

    private static int number(String text, int radix, int longest) {
        if (text.isEmpty()
                || text.length() > longest
                || !text.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0)) {
            throw malformed(text);
        }
        return Integer.parseInt(text, radix);
    }

    /** The first of the longest runs of two or more zeros is left out. */
    private static String text(List<Integer> pieces) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < PIECES; i++) {
            int run = 0;
            while (i + run < PIECES && pieces.get(i + run) == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return start < 0
                ? joined(pieces)
                : joined(pieces.subList(0, start)) + "::" + joined(pieces.subList(start + length, PIECES));
    }

    private static String joined(List<Integer> pieces) {
        return String.join(":", pieces.stream().map(Integer::toHexString).toList());
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no IPv6 address or not a part of one");
    }
}
