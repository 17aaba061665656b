package dev.tidings.url;

import dev.tidings.url.Part.Modifier;
import dev.tidings.url.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One reading of the pattern of one component (URL Pattern Standard, section 2.1.5). */
final class PatternParser {

    static final String FULL_WILDCARD = ".*";

    private final List<Token> tokens;
    private final Options options;
    private final UnaryOperator<String> encoding;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final StringBuilder pending = new StringBuilder();
    private int index;
    private int nextNumber;

    private PatternParser(List<Token> tokens, Options options, UnaryOperator<String> encoding) {
        this.tokens = tokens;
        this.options = options;
        this.encoding = encoding;
    }

    static List<Part> parse(String pattern, Options options, UnaryOperator<String> encoding) {
        return new PatternParser(Tokenizer.strictly(pattern), options, encoding).parts();
    }

    private List<Part> parts() {
        while (index < tokens.size()) {
            Optional<Token> character = next(Kind.CHAR);
            Optional<Token> name = next(Kind.NAME);
            Optional<Token> group = nextRegexpOrWildcard(name);
            if (name.isPresent() || group.isPresent()) {
                addWithPrefix(character.map(Token::value).orElse(""), name, group);
                continue;
            }
            Optional<Token> fixed = character.or(() -> next(Kind.ESCAPED_CHAR));
            if (fixed.isPresent()) {
                pending.append(fixed.get().value());
            } else if (next(Kind.OPEN).isPresent()) {
                addBraces();
            } else {
                addPending();
                require(Kind.END, "a modifier (?, + or *) follows a group, and every } its {");
            }
        }
        return parts;
    }

    private void addWithPrefix(String character, Optional<Token> name, Optional<Token> group) {
        boolean isPrefix = character.equals(options.prefix());
        if (!isPrefix) {
            pending.append(character);
        }
        addPending();
        add(isPrefix ? character : "", name, group, "");
    }

    private void addBraces() {
        String prefix = nextText();
        Optional<Token> name = next(Kind.NAME);
        Optional<Token> group = nextRegexpOrWildcard(name);
        String suffix = nextText();
        require(Kind.CLOSE, "a { is closed by its }, with at most one group between them");
        add(prefix, name, group, suffix);
    }

    private Optional<Token> next(Kind kind) {
        return tokens.get(index).kind() == kind ? Optional.of(tokens.get(index++)) : Optional.empty();
    }

    private Optional<Token> nextRegexpOrWildcard(Optional<Token> name) {
        Optional<Token> regexp = next(Kind.REGEXP);
        return regexp.isPresent() || name.isPresent() ? regexp : next(Kind.ASTERISK);
    }

    private Modifier nextModifier() {
        return next(Kind.OTHER_MODIFIER)
                .or(() -> next(Kind.ASTERISK))
                .map(token -> Modifier.of(token.value()))
                .orElse(Modifier.NONE);
    }

    private String nextText() {
        var text = new StringBuilder();
        Optional<Token> token = next(Kind.CHAR).or(() -> next(Kind.ESCAPED_CHAR));
        while (token.isPresent()) {
            text.append(token.get().value());
            token = next(Kind.CHAR).or(() -> next(Kind.ESCAPED_CHAR));
        }
        return text.toString();
    }

    private void require(Kind kind, String rule) {
        if (next(kind).isEmpty()) {
            throw new IllegalArgumentException(rule + "; write \\ before a character that is meant as it is");
        }
    }

    private void addPending() {
        if (pending.length() > 0) {
            parts.add(Part.fixed(encoding.apply(pending.toString()), Modifier.NONE));
            pending.setLength(0);
        }
    }

    private void add(String prefix, Optional<Token> name, Optional<Token> group, String suffix) {
        Modifier modifier = nextModifier();
        boolean isText = name.isEmpty() && group.isEmpty();
        if (isText && modifier == Modifier.NONE) {
            pending.append(prefix);
            return;
        }
        addPending();
        if (!isText) {
            addGroup(prefix, name, group, suffix, modifier);
        } else if (!prefix.isEmpty()) {
            parts.add(Part.fixed(encoding.apply(prefix), modifier));
        }
    }

    private void addGroup(
            String prefix, Optional<Token> name, Optional<Token> group, String suffix, Modifier modifier) {
        String regexp = regexp(group);
        Part.Kind kind = regexp.equals(options.segmentWildcard())
                ? Part.Kind.SEGMENT_WILDCARD
                : regexp.equals(FULL_WILDCARD) ? Part.Kind.FULL_WILDCARD : Part.Kind.REGEXP;
        String called = name.map(Token::value).orElseGet(() -> String.valueOf(nextNumber++));
        if (!names.add(called)) {
            throw new IllegalArgumentException("two groups of one component are called " + called);
        }
        parts.add(new Part(
                kind,
                kind == Part.Kind.REGEXP ? regexp : "",
                modifier,
                called,
                encoding.apply(prefix),
                encoding.apply(suffix)));
    }

    private String regexp(Optional<Token> group) {
        return group.map(token -> token.kind() == Kind.ASTERISK ? FULL_WILDCARD : token.value())
                .orElseGet(options::segmentWildcard);
    }
}
