package dev.tidings.http;

/** Text as JSON has it (RFC 8259, section 7), for documents that are too many to be made by the server's JSON-P. */
public final class JsonQuote {

    private JsonQuote() {}

    /** With its quotation marks, in ASCII. */
    public static String of(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c <= 0x7e && c != '"' && c != '\\') {
                json.append(c);
            } else {
                escape(c, json);
            }
        }
        return json.append('"').toString();
    }

    /**
     * The same JSON, such that UTF-8 can carry it: within its strings, where alone they can be, halves of surrogate pairs are
     * escaped.
     */
    public static String encodable(String json) {
        if (json.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return json;
        }
        var escaped = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (Character.isSurrogate(c)) {
                escape(c, escaped);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static void escape(char c, StringBuilder json) {
        json.append(String.format("\\u%04x", (int) c));
    }
}
