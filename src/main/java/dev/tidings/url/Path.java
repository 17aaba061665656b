package dev.tidings.url;

import java.util.ArrayList;
import java.util.List;

/** A path as a list of segments, which grows by the segments of a text (URL Standard, section 4.4, path state). */
final class Path {

    private final String protocol;
    private final List<String> segments = new ArrayList<>();

    Path(String protocol) {
        this.protocol = protocol;
    }

    /** Where the last segment of the base was. */
    static Path in(Url base) {
        Path path = of(base);
        path.shorten();
        return path;
    }

    /** The root of a file URL, which may have the letter of a drive. */
    static Path rootOf(Url base) {
        Path path = of(base);
        boolean hasDrive = !path.segments.isEmpty() && DriveLetter.isNormalized(path.segments.get(0));
        path.segments.subList(hasDrive ? 1 : 0, path.segments.size()).clear();
        return path;
    }

    private static Path of(Url base) {
        var path = new Path(base.protocol());
        if (!base.pathname().isEmpty()) {
            path.segments.addAll(List.of(base.pathname().substring(1).split("/", -1)));
        }
        return path;
    }

    /** With the segments of a text. */
    String with(String text) {
        String slashes = Port.isSpecial(protocol) ? text.replace('\\', '/') : text;
        String[] texts = slashes.substring(slashes.startsWith("/") ? 1 : 0).split("/", -1);
        for (int i = 0; i < texts.length; i++) {
            add(texts[i], i == texts.length - 1);
        }
        return "/" + String.join("/", segments);
    }

    private void add(String segment, boolean last) {
        String dots = segment.length() > 6 ? "" : segment.replaceAll("%2[eE]", ".");
        if (dots.equals("..")) {
            shorten();
        }
        if (!dots.equals(".") && !dots.equals("..")) {
            boolean isDrive = isFile() && segments.isEmpty() && DriveLetter.is(segment);
            segments.add(isDrive ? segment.charAt(0) + ":" : PercentEncoding.PATH.encode(segment));
        } else if (last) {
            segments.add("");
        }
    }

    private void shorten() {
        boolean isDrive = isFile() && segments.size() == 1 && DriveLetter.isNormalized(segments.get(0));
        if (!segments.isEmpty() && !isDrive) {
            segments.remove(segments.size() - 1);
        }
    }

    private boolean isFile() {
        return protocol.equals("file");
    }

    /** A path that is no list: up to a question mark or number sign, before which a space would be lost as one at the end. */
    static String opaque(String text) {
        int end = UrlParser.end(text, "?#");
        String path = PercentEncoding.CONTROL.encode(text.substring(0, end));
        return end < text.length() && path.endsWith(" ") ? path.substring(0, path.length() - 1) + "%20" : path;
    }
}
