package dev.tidings.event;

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
 *
 * <p>A {@linkplain #selector selector} is narrower. Two templates of a kind are equal when their texts are, and ordered as
 * their texts.
 */
public final class UriTemplate implements Comparable<UriTemplate> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");

    private static final Pattern OPERATOR = Pattern.compile("\\{([?&;./])(" + NAME + ")}");

    /** Those of them that do not write the name. */
    private static final String PLAIN = "./";

    private final String text;
    private final boolean isSelector;
    private final List<Segment> segments;

    private UriTemplate(String text, boolean isSelector, List<Segment> segments) {
        this.text = text;
        this.isSelector = isSelector;
        this.segments = segments;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a message for whoever wrote it, naming the cause and the fix
     */
    public static UriTemplate parse(String text) {
        return parse(text, text, false);
    }

    /**
     * Reads a topic selector of Mercure 0.x. A variable stands for what RFC 6570 can put there, and for no character more, as
     * selectors grant: unreserved characters and percent-encoded ones, at least one of them. Besides {@code {name}} there
     * are {@code {?name}}, {@code {&name}}, {@code {;name}}, {@code {.name}} and {@code {/name}}. A selector matches its own text,
     * too, unless that has other segments ({@code {/name}}) and so other landmarks.
     *
     * @throws IllegalArgumentException with a message for whoever wrote it, naming the cause and the fix
     */
    public static UriTemplate selector(String text) {
        String plain = OPERATOR.matcher(text)
                .replaceAll(some -> some.group(1)
                        + (PLAIN.contains(some.group(1)) ? "" : some.group(2) + "=")
                        + "{"
                        + some.group(2)
                        + "}");
        return parse(text, plain, true);
    }

    private static UriTemplate parse(String text, String plain, boolean isSelector) {
        Text.requirePlain("template", text);
        List<Segment> segments = new ArrayList<>();
        for (String segment : plain.split("/", -1)) {
            segments.add(segment(segment, text));
        }
        return new UriTemplate(text, isSelector, List.copyOf(segments));
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
        return matchesSegments(topic) || (isSelector && topic.equals(text) && !text.contains("{/"));
    }

    private boolean matchesSegments(String topic) {
        int from = 0;
        for (int i = 0; i < segments.size(); i++) {
            boolean last = i == segments.size() - 1;
            int slash = topic.indexOf('/', from);
            if (last != (slash < 0)) {
                return false;
            }
            int to = last ? topic.length() : slash;
            if (!segments.get(i).matches(topic, from, to, isSelector)) {
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
            String value = segment.isLiteral() ? "" : PercentEncoded.of(values.apply(segment.variable()));
            filled.add(segment.before() + value + segment.after());
        }
        return String.join("/", filled);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UriTemplate template && template.text.equals(text) && template.isSelector == isSelector;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(UriTemplate other) {
        int byText = text.compareTo(other.text);
        return byText == 0 ? Boolean.compare(isSelector, other.isSelector) : byText;
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

        boolean matches(String topic, int from, int to, boolean onlyEncoded) {
            int length = to - from;
            if (isLiteral()) {
                return length == before.length() && topic.startsWith(before, from);
            }
            return length > before.length() + after.length()
                    && topic.startsWith(before, from)
                    && topic.startsWith(after, to - after.length())
                    && (!onlyEncoded || PercentEncoded.isAll(topic, from + before.length(), to - after.length()));
        }
    }
}
