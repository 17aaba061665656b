package dev.tidings.event;

/** What text may contain before it goes near a wire, a header or a log line. */
public final class Text {

    private Text() {}

    /**
     * Refuses what could forge a field, a line or another text's look: C0, DEL and C1 control characters, format
     * characters (category Cf: direction overrides, zero-width ones) and halves of surrogate pairs.
     */
    public static void requirePlain(String name, String value) {
        for (int i = 0, c; i < value.length(); i += Character.charCount(c)) {
            c = value.codePointAt(i);
            int category = Character.getType(c);
            if (category == Character.CONTROL || category == Character.FORMAT || category == Character.SURROGATE) {
                throw new IllegalArgumentException(String.format(
                        "%s must not contain control characters; it has U+%04X at offset %d", name, c, i));
            }
        }
    }

    /** Refuses halves of surrogate pairs, which UTF-8 cannot carry and an encoder would silently replace. */
    static void requireEncodable(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                int c = value.codePointAt(i);
                if (c <= Character.MAX_VALUE) {
                    throw new IllegalArgumentException(String.format(
                            "%s must be valid Unicode; it has half a surrogate pair at offset %d", name, i));
                }
                i++;
            }
        }
    }
}
