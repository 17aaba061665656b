package dev.tidings.url;

import java.util.Locale;

/**
 * Literal pieces of patterns, written as they are in URLs that have been read (URL Pattern Standard, section 3.1).
 *
 * <p>Each throws an {@link IllegalArgumentException} if no URL has such a piece.
 */
final class Canonical {

    private Canonical() {}

    static String protocol(String text) {
        return text.isEmpty()
                ? ""
                : UrlParser.parse(text + "://dummy.invalid/", null).protocol();
    }

    static String credential(String text) {
        return PercentEncoding.USERINFO.encode(text);
    }

    static String hostname(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String plain = UrlParser.withoutBreaks(text);
        String host = plain.substring(0, UrlParser.end(plain, "/\\?#"));
        if (host.isEmpty() || UrlParser.portColon(host) >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no part of a host");
        }
        return Host.normalized(host, true);
    }

    static String ipv6(String text) {
        if (!text.chars().allMatch(c -> c < 0x80 && (Character.digit(c, 16) >= 0 || "[]:".indexOf(c) >= 0))) {
            throw new IllegalArgumentException("\"" + text + "\" is no part of an IPv6 address");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** Keeps the ports that some scheme leaves out: here it is not known which scheme. */
    static String port(String text) {
        String plain = UrlParser.withoutBreaks(text);
        int end = 0;
        while (end < plain.length() && plain.charAt(end) >= '0' && plain.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 && !text.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" is no part of a port");
        }
        return Port.normalized(plain.substring(0, end));
    }

    static String pathname(String text) {
        String plain = UrlParser.withoutBreaks(text);
        if (text.isEmpty() || text.startsWith("/")) {
            return text.isEmpty() ? "" : new Path("https").with(plain);
        }
        // A piece from the middle of a path: its dots are not those of a whole segment, and no slash comes before it.
        String path = new Path("https").with("/-" + plain);
        if (!path.startsWith("/-")) {
            throw new IllegalArgumentException("\"" + text + "\" goes up beyond where it begins; leave out the ..");
        }
        return path.substring(2);
    }

    static String opaquePathname(String text) {
        return Path.opaque(UrlParser.withoutBreaks(text));
    }

    static String search(String text) {
        return PercentEncoding.SPECIAL_QUERY.encode(UrlParser.withoutBreaks(text));
    }

    static String hash(String text) {
        return PercentEncoding.FRAGMENT.encode(UrlParser.withoutBreaks(text));
    }
}
