package dev.tidings.url;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Hosts (URL Standard, section 3.5), in the one way in which they are compared. */
final class Host {

    private static final String FORBIDDEN = "\0\t\n\r #/:<>?@[\\]^|";
    private static final String FORBIDDEN_IN_DOMAIN = FORBIDDEN + "%\u007F";
    private static final long TOO_LARGE = 1L << 40;

    private Host() {}

    /**
     * Reads a host.
     *
     * @param special whether it is that of a scheme like http, where hosts are domains or addresses
     * @throws IllegalArgumentException if there is no such host
     */
    static String normalized(String text, boolean special) {
        if (text.startsWith("[")) {
            if (!text.endsWith("]")) {
                throw new IllegalArgumentException("an IPv6 address ends with ]");
            }
            return "[" + Ipv6.normalized(text.substring(1, text.length() - 1)) + "]";
        }
        if (!special) {
            return PercentEncoding.CONTROL.encode(without(FORBIDDEN, text));
        }
        String domain = Domain.toAscii(PercentEncoding.decode(text));
        if (domain.isEmpty() || domain.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("there is no host \"" + text + "\"");
        }
        without(FORBIDDEN_IN_DOMAIN, domain);
        return endsInNumber(domain) ? ipv4(domain) : domain;
    }

    private static String without(String forbidden, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (forbidden.indexOf(text.charAt(i)) >= 0) {
                throw new IllegalArgumentException(
                        String.format("a host has no U+%04X, as \"%s\" has", (int) text.charAt(i), text));
            }
        }
        return text;
    }

    private static boolean endsInNumber(String domain) {
        List<String> labels = labels(domain);
        String last = labels.get(labels.size() - 1);
        return (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9')) || number(last) >= 0;
    }

    /** Without the empty one behind a last dot. */
    private static List<String> labels(String domain) {
        List<String> labels = Arrays.asList(domain.split("\\.", -1));
        int count = labels.size();
        return count > 1 && labels.get(count - 1).isEmpty() ? labels.subList(0, count - 1) : labels;
    }

    private static String ipv4(String domain) {
        List<String> labels = labels(domain);
        long address = 0;
        for (int i = 0; i < labels.size(); i++) {
            long number = number(labels.get(i));
            boolean last = i == labels.size() - 1;
            if (i > 3 || number < 0 || number >= (last ? 1L << (8 * (4 - i)) : 256)) {
                throw new IllegalArgumentException("\"" + domain + "\" is no IPv4 address");
            }
            address |= last ? number : number << (8 * (3 - i));
        }
        return (address >> 24) + "." + ((address >> 16) & 255) + "." + ((address >> 8) & 255) + "." + (address & 255);
    }

    /** Decimal, octal after a 0, or hexadecimal after 0x; -1 if it is none of these. */
    private static long number(String label) {
        if (label.isEmpty()) {
            return -1;
        }
        int radix = label.startsWith("0x") ? 16 : label.startsWith("0") && label.length() > 1 ? 8 : 10;
        String digits = label.substring(radix == 16 ? 2 : radix == 8 ? 1 : 0).toLowerCase(Locale.ROOT);
        if (!digits.chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
            return -1;
        }
        String significant = digits.replaceFirst("^0+", "");
        if (significant.length() > 12) {
            return TOO_LARGE;
        }
        return significant.isEmpty() ? 0 : Long.parseLong(significant, radix);
    }
}
