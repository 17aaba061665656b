package dev.tidings.url;

import java.util.Map;
import java.util.Set;

/** Ports, and the schemes that are special in that they have one (URL Standard, section 4.2). */
final class Port {

    private static final int LARGEST = 65_535;

    private static final Map<String, String> USUAL =
            Map.of("http", "80", "https", "443", "ws", "80", "wss", "443", "ftp", "21", "file", "");

    private Port() {}

    static Set<String> specialSchemes() {
        return USUAL.keySet();
    }

    static boolean isSpecial(String scheme) {
        return USUAL.containsKey(scheme);
    }

    /** The port that a URL of this scheme leaves out; empty if there is none. */
    static String usual(String scheme) {
        return USUAL.getOrDefault(scheme, "");
    }

    /** Digits without leading zeros; none of no digits. */
    static String normalized(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > 5 || (!significant.isEmpty() && Integer.parseInt(significant) > LARGEST)) {
            throw new IllegalArgumentException("a port is at most " + LARGEST);
        }
        return significant;
    }
}
