package dev.tidings.url;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tidings.url.Part.Kind;
import dev.tidings.url.Part.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What one component of a URL is compared with (URL Pattern Standard, section 1.5).
 *
 * @param parts what it is made of
 * @param options how it was read
 * @param source a regular expression of RE2, with a group for each of the pattern
 * @param test says the same, by less where less is enough
 */
record ComponentPattern(List<Part> parts, Options options, String source, Predicate<String> test) {

    /**
     * Reads the pattern of a component.
     *
     * @param encoding writes literal text as it is in URLs
     * @param size what the whole pattern has used up so far
     */
    static ComponentPattern compile(String pattern, Options options, UnaryOperator<String> encoding, Size size) {
        List<Part> parts = List.copyOf(PatternParser.parse(pattern, options, encoding));
        // RE2 gives up early when it knows that nothing can begin later on.
        var source = new StringBuilder("^");
        for (Part part : parts) {
            append(source, part, options, size);
        }
        return new ComponentPattern(parts, options, source.toString(), test(parts, source.toString()));
    }

    // A compiled expression takes memory, and most components are literal or *.
    private static Predicate<String> test(List<Part> parts, String source) {
        if (parts.stream().allMatch(Part::isLiteral)) {
            return text(parts)::equals;
        }
        if (parts.size() == 1 && parts.get(0).isAnything()) {
            return component -> true;
        }
        Pattern compiled = compiled(source);
        return component -> compiled.matches(component);
    }

    private static Pattern compiled(String source) {
        try {
            return Pattern.compile(source);
        } catch (PatternSyntaxException unknown) {
            throw new IllegalArgumentException("a regular expression that is not supported", unknown);
        }
    }

    private static String text(List<Part> parts) {
        return parts.stream().map(Part::value).collect(Collectors.joining());
    }

    private static void append(StringBuilder regexp, Part part, Options options, Size size) {
        if (part.kind() == Kind.FIXED_TEXT) {
            String literal = Pattern.quote(part.value());
            size.add(part.isLiteral() ? 0 : 1);
            regexp.append(part.isLiteral() ? literal : "(?:" + literal + ")" + part.modifier().sign);
            return;
        }
        String value = value(part, options, size);
        String prefix = Pattern.quote(part.prefix());
        String suffix = Pattern.quote(part.suffix());
        String sign = part.modifier().sign;
        if (!part.modifier().repeats()) {
            regexp.append("(?:" + prefix + "(" + value + ")" + suffix + ")" + sign);
        } else if (prefix.isEmpty() && suffix.isEmpty()) {
            regexp.append("((?:" + value + ")" + sign + ")");
        } else {
            // What stands between two of them is the suffix of one and the prefix of the next.
            String more = suffix + prefix + "(?:" + value + ")";
            String optional = part.modifier() == Modifier.ZERO_OR_MORE ? "?" : "";
            regexp.append("(?:" + prefix + "((?:" + value + ")(?:" + more + ")*)" + suffix + ")" + optional);
        }
    }

    private static String value(Part part, Options options, Size size) {
        Regexp regexp = regexp(part, options);
        size.add(part.modifier().repeats() ? 2 * regexp.size() : regexp.size());
        return regexp.re2();
    }

    private static Regexp regexp(Part part, Options options) {
        return switch (part.kind()) {
            case SEGMENT_WILDCARD -> Regexp.parse(options.segmentWildcard());
            case FULL_WILDCARD -> Regexp.parse(PatternParser.FULL_WILDCARD);
            default -> Regexp.parse(part.value());
        };
    }

    boolean matches(String component) {
        return test.test(component);
    }

    boolean matchesSpecialScheme() {
        return Port.specialSchemes().stream().anyMatch(this::matches);
    }

    /** The text, if it is nothing but text. */
    Optional<String> literal() {
        return parts.stream().allMatch(Part::isLiteral) ? Optional.of(text(parts)) : Optional.empty();
    }

    /** Those segments of a path (what stands between two slashes) that are the same in every path, by their places. */
    Map<Integer, String> literalSegments() {
        var segments = new Segments();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean last = i == parts.size() - 1;
            if (!segments.add(
                    part,
                    part.kind() != Kind.FIXED_TEXT && regexp(part, options).staysInSegment(),
                    last)) {
                return segments.literal;
            }
        }
        segments.end();
        return segments.literal;
    }

    /** A walk along a path, for as long as it is known how many slashes there were. */
    private static final class Segments {

        final Map<Integer, String> literal = new HashMap<>();
        private final StringBuilder segment = new StringBuilder();
        private int place;
        private boolean isLiteral = true;

        /** Takes the next part; false if nothing is known about what follows. */
        boolean add(Part part, boolean staysInSegment, boolean last) {
            if (part.isLiteral()) {
                add(part.value());
                return true;
            }
            boolean always = part.modifier() == Modifier.NONE || part.modifier() == Modifier.ONE_OR_MORE;
            if (always) {
                add(part.prefix());
            } else if (last && part.prefix().startsWith("/")) {
                // With or without /:id? the segment before is at its end; of what is in the prefix nothing is certain.
                end();
            }
            isLiteral = false;
            if (part.modifier() != Modifier.NONE || !staysInSegment) {
                return false;
            }
            add(part.suffix());
            return true;
        }

        private void add(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == '/') {
                    end();
                } else {
                    segment.append(text.charAt(i));
                }
            }
        }

        void end() {
            if (isLiteral && segment.length() > 0) {
                literal.put(place, segment.toString());
            }
            segment.setLength(0);
            isLiteral = true;
            place++;
        }
    }
}
