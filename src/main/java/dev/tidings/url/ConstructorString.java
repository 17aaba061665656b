package dev.tidings.url;

import static dev.tidings.url.ConstructorString.State.AUTHORITY;
import static dev.tidings.url.ConstructorString.State.DONE;
import static dev.tidings.url.ConstructorString.State.HASH;
import static dev.tidings.url.ConstructorString.State.HOSTNAME;
import static dev.tidings.url.ConstructorString.State.INIT;
import static dev.tidings.url.ConstructorString.State.PASSWORD;
import static dev.tidings.url.ConstructorString.State.PATHNAME;
import static dev.tidings.url.ConstructorString.State.PORT;
import static dev.tidings.url.ConstructorString.State.PROTOCOL;
import static dev.tidings.url.ConstructorString.State.SEARCH;
import static dev.tidings.url.ConstructorString.State.USERNAME;

import dev.tidings.url.Token.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a pattern apart into those of its components (URL Pattern Standard, section 1.6). It walks over the tokens, looking for
 * what ends a component; within braces nothing does.
 */
final class ConstructorString {

    /** What is being looked for the end of, in the order in which they follow each other. */
    enum State {
        INIT,
        PROTOCOL,
        AUTHORITY,
        USERNAME,
        PASSWORD,
        HOSTNAME,
        PORT,
        PATHNAME,
        SEARCH,
        HASH,
        DONE
    }

    private final String text;
    private final List<Token> tokens;
    private final Map<Component, String> components = new EnumMap<>(Component.class);
    private State state = INIT;
    private int start;
    private int index;
    private int step;
    private int depth;
    private int brackets;
    private boolean isSpecial;

    private ConstructorString(String text) {
        this.text = text;
        this.tokens = Tokenizer.leniently(text);
    }

    /** The components that the pattern names. */
    static Map<Component, String> components(String text) {
        var parser = new ConstructorString(text);
        parser.walk();
        // The one # that belongs to the URL is gone; the standard takes away another ("process hash for init").
        parser.components.computeIfPresent(
                Component.HASH, (hash, given) -> given.startsWith("#") ? given.substring(1) : given);
        // Who names a host and no port means the usual one.
        if (parser.components.containsKey(Component.HOSTNAME)) {
            parser.components.putIfAbsent(Component.PORT, "");
        }
        return parser.components;
    }

    private void walk() {
        while (state != DONE) {
            step = 1;
            Kind kind = tokens.get(index).kind();
            if (kind == Kind.END) {
                end();
            } else if (kind == Kind.OPEN) {
                depth++;
            } else if (depth == 0) {
                inside();
            } else if (kind == Kind.CLOSE) {
                depth--;
            }
            index += step;
        }
    }

    private void end() {
        if (state == AUTHORITY) {
            rewind(HOSTNAME);
        } else if (state != INIT) {
            change(DONE, 0);
        } else {
            rewind(INIT);
            if (isPlain("#")) {
                change(HASH, 1);
            } else if (isSearchPrefix()) {
                change(SEARCH, 1);
            } else {
                change(PATHNAME, 0);
            }
        }
    }

    private void inside() {
        switch (state) {
            case INIT -> {
                if (isPlain(":")) {
                    rewind(PROTOCOL);
                }
            }
            case PROTOCOL -> protocol();
            case AUTHORITY -> {
                if (isPlain("@")) {
                    rewind(USERNAME);
                } else if (isPlain("/") || isSearchPrefix() || isPlain("#")) {
                    rewind(HOSTNAME);
                }
            }
            case USERNAME, PASSWORD -> {
                if (state == USERNAME && isPlain(":")) {
                    change(PASSWORD, 1);
                } else if (isPlain("@")) {
                    change(HOSTNAME, 1);
                }
            }
            case HOSTNAME -> hostname();
            default -> afterHost();
        }
    }

    private void protocol() {
        if (!isPlain(":")) {
            return;
        }
        ComponentPattern protocol =
                ComponentPattern.compile(component(), Options.NONE, Canonical::protocol, new Size());
        isSpecial = protocol.matchesSpecialScheme();
        boolean slashes = token(index + 1).isPlain("/") && token(index + 2).isPlain("/");
        change(slashes || isSpecial ? AUTHORITY : PATHNAME, slashes ? 3 : 1);
    }

    private void hostname() {
        if (isPlain("[")) {
            brackets++;
        } else if (isPlain("]")) {
            brackets--;
        } else if (isPlain(":") && brackets == 0) {
            change(PORT, 1);
        } else {
            afterHost();
        }
    }

    private void afterHost() {
        if (state.compareTo(PATHNAME) < 0 && isPlain("/")) {
            change(PATHNAME, 0);
        } else if (state.compareTo(SEARCH) < 0 && isSearchPrefix()) {
            change(SEARCH, 1);
        } else if (state.compareTo(HASH) < 0 && isPlain("#")) {
            change(HASH, 1);
        }
    }

    private void rewind(State next) {
        index = start;
        step = 0;
        state = next;
    }

    private void change(State next, int skip) {
        if (state != INIT && state != AUTHORITY) {
            components.put(Component.valueOf(state.name()), component());
        }
        if (state != INIT && next != DONE) {
            skipped(next);
        }
        state = next;
        index += skip;
        start = index;
        step = 0;
    }

    /** Who names something later in the URL says that what comes before is empty. */
    private void skipped(State next) {
        if (state.compareTo(HOSTNAME) < 0 && next.compareTo(HOSTNAME) > 0) {
            components.putIfAbsent(Component.HOSTNAME, "");
        }
        if (state.compareTo(PATHNAME) < 0 && next.compareTo(PATHNAME) > 0) {
            components.putIfAbsent(Component.PATHNAME, isSpecial ? "/" : "");
        }
        if (state.compareTo(SEARCH) < 0 && next.compareTo(SEARCH) > 0) {
            components.putIfAbsent(Component.SEARCH, "");
        }
    }

    private String component() {
        return text.substring(token(start).index(), tokens.get(index).index());
    }

    private Token token(int at) {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private boolean isPlain(String character) {
        return token(index).isPlain(character);
    }

    /** A question mark, unless it belongs to a group. */
    private boolean isSearchPrefix() {
        if (!token(index).value().equals("?")) {
            return false;
        }
        if (isPlain("?") || index == 0) {
            return true;
        }
        Kind before = token(index - 1).kind();
        return before != Kind.NAME && before != Kind.REGEXP && before != Kind.CLOSE && before != Kind.ASTERISK;
    }
}
