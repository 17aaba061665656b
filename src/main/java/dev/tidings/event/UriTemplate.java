package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A topic with holes, such as {@code orders/{id}}: read forwards it makes a topic, read backwards it matches topics.
 *
 * <p>The part of RFC 6570 that can be read backwards in one pass: {@code {name}}, at most one in a segment (what stands
 * between two slashes), with any text before and after it. A variable stands for one or more characters other than
 * {@code /}. Filling it percent-encodes the value (RFC 6570, section 3.2.2), so that {@code a/b} stays one segment.
 * Matching compares characters as they stand and decodes nothing: {@code %2F} and {@code /} differ, and so do
 * {@code %7B} and <code>{</code>. Matching takes time linear in the topic's length, whatever the template.
 * Two templates are equal when their texts are, and ordered as their texts.
 */
public final class UriTemplate implements Comparable<UriTemplate> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");

    private final String text;
    private final List<Segment> segments;

    private UriTemplate(String text, List<Segment> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a message for whoever wrote it, naming the cause and the fix
     */
    public static UriTemplate parse(String text) {
        Text.requirePlain("template", text);
        List<Segment> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            segments.add(segment(segment, text));
        }
        return new UriTemplate(text, List.copyOf(segments));
    }

    private static Segment segment(String segment, String text) {
        int open = segment.indexOf('{');
        int close = segment.indexOf('}');
        if (open < 0 && close < 0) {
            return new Segment(segment, "", "");
        }
        if (open < 0 || close < open) {
            throw malformed(text, "every { needs its } in the same segment");
        }
        String name = segment.substring(open + 1, close);
        String after = segment.substring(close + 1);
        if (!NAME.matcher(name).matches()) {
            throw malformed(
                    text,
                    "between { and } stands a name of letters, digits and _ (operators such as {+x} are not supported)");
        }
        if (after.indexOf('{') >= 0 || after.indexOf('}') >= 0) {
            throw malformed(text, "a segment has at most one variable");
        }
        return new Segment(segment.substring(0, open), name, after);
    }

    private static IllegalArgumentException malformed(String text, String rule) {
        return new IllegalArgumentException("malformed template \"" + text + "\": " + rule);
    }

    /** Whether a topic could have been made from this template. */
    public boolean matches(String topic) {
        int from = 0;
        for (int i = 0; i < segments.size(); i++) {
            boolean last = i == segments.size() - 1;
            int slash = topic.indexOf('/', from);
            if (last != (slash < 0)) {
                return false;
            }
            int to = last ? topic.length() : slash;
            if (!segments.get(i).matches(topic, from, to)) {
                return false;
            }
            from = to + 1;
        }
        return true;
    }

    /** What every matching topic has: the literal segments, or if there are none, the number of segments. Never empty. */
    public List<Landmark> landmarks() {
        List<Landmark> landmarks = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).isLiteral()) {
                landmarks.add(new Landmark(segments.size(), i, segments.get(i).before()));
            }
        }
        return landmarks.isEmpty() ? List.of(Landmark.ofAll(segments.size())) : landmarks;
    }

    /** Whether it has no literal segment. */
    boolean isFree() {
        return segments.stream().noneMatch(Segment::isLiteral);
    }

    public List<String> variables() {
        return segments.stream()
                .filter(segment -> !segment.isLiteral())
                .map(Segment::variable)
                .toList();
    }

    /** Makes a topic: asks for the value of each variable, and percent-encodes it. */
    public String expand(UnaryOperator<String> values) {
        List<String> filled = new ArrayList<>();
        for (Segment segment : segments) {
            String value = segment.isLiteral() ? "" : encode(values.apply(segment.variable()));
            filled.add(segment.before() + value + segment.after());
        }
        return String.join("/", filled);
    }

    /** A value as {@link #expand} fills it in (RFC 6570, section 3.2.2): unreserved characters and {@code %XX}. */
    public static String encode(String value) {
        var encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b));
            }
        }
        return encoded.toString();
    }

    // RFC 3986, section 2.3.
    private static boolean isUnreserved(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || "-._~".indexOf(b) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UriTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(UriTemplate other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * What stands between two slashes: all literal, or one variable with literal text around it.
     *
     * @param variable the variable's name, or empty if the segment is the literal {@code before}
     */
    private record Segment(String before, String variable, String after) {

        boolean isLiteral() {
            return variable.isEmpty();
        }

        boolean matches(String topic, int from, int to) {
            int length = to - from;
            if (isLiteral()) {
                return length == before.length() && topic.startsWith(before, from);
            }
            return length > before.length() + after.length()
                    && topic.startsWith(before, from)
                    && topic.startsWith(after, to - after.length());
        }
    }
}
