package dev.tidings.url;

import java.util.Locale;

/** One reading of one URL (URL Standard, section 4.4). The states of the standard are methods here. */
final class UrlParser {

    private final Url base;
    private String protocol = "";
    private String username = "";
    private String password = "";
    private String hostname = "";
    private String port = "";
    private String pathname = "";
    private String search = "";
    private String hash = "";
    private boolean isOpaque;

    private UrlParser(Url baseOrNull) {
        this.base = baseOrNull;
    }

    static Url parse(String text, Url baseOrNull) {
        var parser = new UrlParser(baseOrNull);
        parser.url(withoutBreaks(trimmed(text)));
        return new Url(
                parser.protocol,
                parser.username,
                parser.password,
                parser.hostname,
                parser.port,
                parser.pathname,
                parser.search,
                parser.hash,
                parser.isOpaque);
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (from < to && text.charAt(to - 1) <= ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    /** Tabs and line ends count nowhere in a URL. */
    static String withoutBreaks(String text) {
        return text.replace("\t", "").replace("\n", "").replace("\r", "");
    }

    private void url(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !isScheme(text.substring(0, colon))) {
            withoutScheme(text);
            return;
        }
        protocol = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        if (isFile()) {
            file(rest);
        } else if (isSpecial() && base != null && base.protocol().equals(protocol) && !rest.startsWith("//")) {
            relative(rest);
        } else if (isSpecial()) {
            authority(withoutLeadingSlashes(rest));
        } else if (rest.startsWith("//")) {
            authority(rest.substring(2));
        } else if (rest.startsWith("/")) {
            path(new Path(protocol), rest);
        } else {
            opaquePath(rest);
        }
    }

    private static boolean isScheme(String text) {
        return !text.isEmpty()
                && isLetter(text.charAt(0))
                && text.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0);
    }

    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void withoutScheme(String text) {
        if (base == null || (base.isOpaque() && !text.startsWith("#"))) {
            throw new IllegalArgumentException(
                    "a URL begins with a scheme, unless there is another that it is relative to");
        }
        protocol = base.protocol();
        if (base.isOpaque()) {
            isOpaque = true;
            continued(text);
        } else if (isFile()) {
            file(text);
        } else {
            relative(text);
        }
    }

    private void relative(String text) {
        if (isSlash(text, 0) && isSlash(text, 1)) {
            authority(isSpecial() ? withoutLeadingSlashes(text) : text.substring(2));
            return;
        }
        username = base.username();
        password = base.password();
        hostname = base.hostname();
        port = base.port();
        if (isSlash(text, 0)) {
            path(new Path(protocol), text);
        } else {
            continued(text);
        }
    }

    /** From where the path of the base ends. */
    private void continued(String text) {
        if (text.isEmpty() || text.startsWith("?") || text.startsWith("#")) {
            pathname = base.pathname();
            search = base.search();
            afterPath(text);
        } else {
            path(Path.in(base), text);
        }
    }

    private void authority(String text) {
        int end = end(text, isSpecial() ? "/\\?#" : "/?#");
        String authority = text.substring(0, end);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            credentials(authority.substring(0, at));
        }
        String hostAndPort = authority.substring(at + 1);
        int colon = portColon(hostAndPort);
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        if (host.isEmpty() && (isSpecial() || at >= 0 || colon >= 0)) {
            throw new IllegalArgumentException("the URL has no host");
        }
        hostname = Host.normalized(host, isSpecial());
        port = colon < 0 ? "" : port(hostAndPort.substring(colon + 1));
        path(new Path(protocol), text.substring(end));
    }

    private void credentials(String text) {
        int colon = text.indexOf(':');
        username = PercentEncoding.USERINFO.encode(colon < 0 ? text : text.substring(0, colon));
        password = colon < 0 ? "" : PercentEncoding.USERINFO.encode(text.substring(colon + 1));
    }

    /** The first colon that is not within brackets; -1 if there is none. */
    static int portColon(String text) {
        boolean inBrackets = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' && !inBrackets) {
                return i;
            }
            inBrackets = c == '[' || (inBrackets && c != ']');
        }
        return -1;
    }

    private String port(String text) {
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a port is a number, not \"" + text + "\"");
        }
        String number = Port.normalized(text);
        return number.equals(Port.usual(protocol)) ? "" : number;
    }

    private void file(String text) {
        boolean onBase = base != null && base.protocol().equals("file");
        if (isSlash(text, 0) && isSlash(text, 1)) {
            fileHost(text.substring(2));
            return;
        }
        hostname = onBase ? base.hostname() : "";
        if (isSlash(text, 0)) {
            boolean onDrive = onBase && !DriveLetter.begins(text.substring(1));
            path(onDrive ? Path.rootOf(base) : new Path(protocol), text);
        } else if (onBase && !DriveLetter.begins(text)) {
            continued(text);
        } else {
            path(new Path(protocol), text);
        }
    }

    private void fileHost(String text) {
        int end = end(text, "/\\?#");
        String host = text.substring(0, end);
        if (DriveLetter.is(host)) {
            path(new Path(protocol), text);
            return;
        }
        String normalized = host.isEmpty() ? "" : Host.normalized(host, true);
        hostname = normalized.equals("localhost") ? "" : normalized;
        path(new Path(protocol), text.substring(end));
    }

    private void path(Path from, String text) {
        int end = end(text, "?#");
        if (isSpecial() || end > 0) {
            pathname = from.with(text.substring(0, end));
        }
        afterPath(text.substring(end));
    }

    private void opaquePath(String text) {
        int end = end(text, "?#");
        isOpaque = true;
        pathname = Path.opaque(text);
        afterPath(text.substring(end));
    }

    private void afterPath(String text) {
        int end = end(text, "#");
        if (text.startsWith("?")) {
            PercentEncoding encoding = isSpecial() ? PercentEncoding.SPECIAL_QUERY : PercentEncoding.QUERY;
            search = encoding.encode(text.substring(1, end));
        }
        hash = end < text.length() ? PercentEncoding.FRAGMENT.encode(text.substring(end + 1)) : "";
    }

    /** Where the first of some characters is, or else the end. */
    static int end(String text, String ends) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String withoutLeadingSlashes(String text) {
        int from = 0;
        while (from < text.length() && (text.charAt(from) == '/' || text.charAt(from) == '\\')) {
            from++;
        }
        return text.substring(from);
    }

    private boolean isSlash(String text, int at) {
        return at < text.length() && (text.charAt(at) == '/' || (isSpecial() && text.charAt(at) == '\\'));
    }

    private boolean isSpecial() {
        return Port.isSpecial(protocol);
    }

    private boolean isFile() {
        return protocol.equals("file");
    }
}
