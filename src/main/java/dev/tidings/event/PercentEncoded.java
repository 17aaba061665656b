package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The value of a variable as a URI template writes it: unreserved characters as they are, all others by their bytes (RFC 6570, 3.2.1). */
public final class PercentEncoded {

    private PercentEncoded() {}

    /** Never longer than three times the value's bytes. */
    public static String of(String value) {
        var encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved((char) b)) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b));
            }
        }
        return encoded.toString();
    }

    /** Whether a part of a text is written so. */
    static boolean isAll(String text, int from, int to) {
        int at = from;
        while (at < to) {
            if (isEncoded(text, at, to)) {
                at += 3;
            } else if (isUnreserved(text.charAt(at))) {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isEncoded(String text, int at, int to) {
        return at + 2 < to
                && text.charAt(at) == '%'
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    // RFC 3986, section 2.3.
    private static boolean isUnreserved(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || "-._~".indexOf(c) >= 0;
    }
}
