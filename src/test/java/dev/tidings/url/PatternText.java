package dev.tidings.url;

import dev.tidings.url.Part.Kind;
import dev.tidings.url.Part.Modifier;
import java.util.List;

/** Writes the pattern of a component as browsers show it (URL Pattern Standard, section 2.3); the hub has no need to. */
final class PatternText {

    private final List<Part> parts;
    private final Options options;
    private final StringBuilder text = new StringBuilder();

    private PatternText(ComponentPattern pattern) {
        this.parts = pattern.parts();
        this.options = pattern.options();
    }

    static String of(ComponentPattern pattern) {
        var writer = new PatternText(pattern);
        for (int i = 0; i < writer.parts.size(); i++) {
            writer.write(i);
        }
        return writer.text.toString();
    }

    private void write(int i) {
        Part part = parts.get(i);
        if (part.kind() == Kind.FIXED_TEXT) {
            String literal = escaped(part.value());
            text.append(part.isLiteral() ? literal : "{" + literal + "}" + part.modifier().sign);
            return;
        }
        boolean braces = needsBraces(i);
        text.append(braces ? "{" : "").append(escaped(part.prefix()));
        if (isNamed(part)) {
            text.append(':').append(part.name());
        }
        text.append(group(i, braces));
        boolean runsOn = part.kind() == Kind.SEGMENT_WILDCARD && isNamed(part) && goesOnWithName(part.suffix());
        text.append(runsOn ? "\\" : "").append(escaped(part.suffix()));
        text.append(braces ? "}" : "").append(part.modifier().sign);
    }

    private String group(int i, boolean braces) {
        Part part = parts.get(i);
        return switch (part.kind()) {
            case REGEXP -> "(" + part.value() + ")";
            case SEGMENT_WILDCARD -> isNamed(part) ? "" : "(" + options.segmentWildcard() + ")";
            default -> isStar(i, braces) ? "*" : "(" + PatternParser.FULL_WILDCARD + ")";
        };
    }

    private boolean isStar(int i, boolean braces) {
        Part part = parts.get(i);
        Part before = i == 0 ? null : parts.get(i - 1);
        return !isNamed(part)
                && (before == null
                        || before.kind() == Kind.FIXED_TEXT
                        || before.modifier() != Modifier.NONE
                        || braces
                        || !part.prefix().isEmpty());
    }

    private boolean needsBraces(int i) {
        Part part = parts.get(i);
        if (!part.suffix().isEmpty()
                || (!part.prefix().isEmpty() && !part.prefix().equals(options.prefix()))) {
            return true;
        }
        return runsIntoNext(i) || (part.prefix().isEmpty() && i > 0 && endsWithPrefix(parts.get(i - 1)));
    }

    private boolean runsIntoNext(int i) {
        Part part = parts.get(i);
        if (!isNamed(part)
                || part.kind() != Kind.SEGMENT_WILDCARD
                || part.modifier() != Modifier.NONE
                || i == parts.size() - 1) {
            return false;
        }
        Part next = parts.get(i + 1);
        if (!next.prefix().isEmpty() || !next.suffix().isEmpty()) {
            return false;
        }
        return next.kind() == Kind.FIXED_TEXT ? goesOnWithName(next.value()) : !isNamed(next);
    }

    private boolean endsWithPrefix(Part before) {
        return before.kind() == Kind.FIXED_TEXT
                && !options.prefix().isEmpty()
                && before.value().endsWith(options.prefix());
    }

    private static boolean isNamed(Part part) {
        return !Character.isDigit(part.name().charAt(0));
    }

    private static boolean goesOnWithName(String text) {
        return !text.isEmpty() && Tokenizer.isInName(text.codePointAt(0), false);
    }

    private static String escaped(String literal) {
        return literal.replaceAll("[+*?:{}()\\\\]", "\\\\$0");
    }
}
