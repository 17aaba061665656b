package dev.tidings.url;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A pattern of URLs, such as {@code https://example.com/books/:id} (WHATWG URL Pattern Standard).
 *
 * <p>It means what {@code new URLPattern(text, base)} means in a browser, case counting, or is refused. Refused are
 * regular expressions that RE2 cannot match in linear time or that {@link Regexp} does not know, and what is too large. Each
 * pattern has a base, the URL that it and what it is asked about may be relative to.
 *
 * <p>A match takes time linear in the topic's length, and at most as many steps as that times the pattern's length and size.
 * Two patterns are equal when they match the same by the same regular expressions, whatever their groups are called.
 */
public final class UrlPattern implements Comparable<UrlPattern> {

    /** The most characters of a pattern. */
    public static final int LONGEST = 4_096;

    private static final String ANYTHING = "*";
    /** What may come from the base, in the order in which it stands in a URL. */
    static final List<Component> INHERITED = List.of(
            Component.PROTOCOL,
            Component.HOSTNAME,
            Component.PORT,
            Component.PATHNAME,
            Component.SEARCH,
            Component.HASH);

    private final Url base;
    private final Map<Component, ComponentPattern> components;
    private final String key;

    private UrlPattern(Url base, Map<Component, ComponentPattern> components) {
        this.base = base;
        this.components = components;
        this.key = components.values().stream().map(ComponentPattern::source).collect(Collectors.joining("\n")) + "\n"
                + base;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with a message for whoever wrote it, naming the cause and the fix
     */
    public static UrlPattern parse(String text, Url base) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a URL pattern of " + text.length() + " characters; at most " + LONGEST
                    + " are allowed; ask by several");
        }
        try {
            return of(ConstructorString.components(text), base);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "malformed URL pattern \"" + text + "\": " + malformed.getMessage(), malformed);
        } catch (NoClassDefFoundError withoutLibrary) {
            throw new IllegalArgumentException(
                    "URL patterns are not supported here: the application has no RE2/J (com.google.re2j:re2j); ask for"
                            + " topics one by one",
                    withoutLibrary);
        }
    }

    /**
     * That of given components; the others come from the base, or are anything (URL Pattern Standard, section 1.4).
     *
     * @param baseOrNull null if there is none
     */
    static UrlPattern of(Map<Component, String> given, Url baseOrNull) {
        Map<Component, String> patterns = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            patterns.put(component, ANYTHING);
        }
        if (baseOrNull != null) {
            inherit(patterns, given, baseOrNull);
        }
        patterns.putAll(given);
        if (baseOrNull != null && !baseOrNull.isOpaque() && given.containsKey(Component.PATHNAME)) {
            patterns.put(Component.PATHNAME, resolved(given.get(Component.PATHNAME), baseOrNull));
        }
        String usualPort = Port.usual(patterns.get(Component.PROTOCOL));
        if (patterns.get(Component.PORT).equals(usualPort)) {
            patterns.put(Component.PORT, "");
        }
        return new UrlPattern(baseOrNull, compile(patterns));
    }

    /** What is given begins somewhere in the URL; what comes before is the base's. */
    private static void inherit(Map<Component, String> patterns, Map<Component, String> given, Url base) {
        for (Component component : INHERITED) {
            if (given.containsKey(component)) {
                return;
            }
            patterns.put(component, escaped(component.of(base)));
        }
    }

    private static String resolved(String pathname, Url base) {
        boolean isAbsolute = pathname.startsWith("/") || pathname.startsWith("\\/") || pathname.startsWith("{/");
        String before = base.pathname().substring(0, base.pathname().lastIndexOf('/') + 1);
        return isAbsolute ? pathname : escaped(before) + pathname;
    }

    private static String escaped(String literal) {
        return literal.replaceAll("[+*?:{}()\\\\]", "\\\\$0");
    }

    private static Map<Component, ComponentPattern> compile(Map<Component, String> patterns) {
        var size = new Size();
        Map<Component, ComponentPattern> compiled = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            boolean isPath = component == Component.PATHNAME
                    && compiled.get(Component.PROTOCOL).matchesSpecialScheme();
            String pattern = patterns.get(component);
            UnaryOperator<String> encoding = encoding(component, pattern, isPath);
            compiled.put(component, ComponentPattern.compile(pattern, options(component, isPath), encoding, size));
        }
        return compiled;
    }

    private static Options options(Component component, boolean isPath) {
        return component == Component.HOSTNAME ? Options.HOSTNAME : isPath ? Options.PATHNAME : Options.NONE;
    }

    private static UnaryOperator<String> encoding(Component component, String pattern, boolean isPath) {
        return switch (component) {
            case PROTOCOL -> Canonical::protocol;
            case USERNAME, PASSWORD -> Canonical::credential;
            case HOSTNAME -> isIpv6(pattern) ? Canonical::ipv6 : Canonical::hostname;
            case PORT -> Canonical::port;
            case PATHNAME -> isPath ? Canonical::pathname : Canonical::opaquePathname;
            case SEARCH -> Canonical::search;
            case HASH -> Canonical::hash;
        };
    }

    private static boolean isIpv6(String pattern) {
        return pattern.length() > 1
                && (pattern.startsWith("[") || pattern.startsWith("{[") || pattern.startsWith("\\["));
    }

    /** Whether it matches a URL, which may be relative to the base; not if there is no such URL. */
    public boolean matches(String topic) {
        return Url.parse(topic, base).filter(this::matches).isPresent();
    }

    public boolean matches(Url url) {
        for (Map.Entry<Component, ComponentPattern> component : components.entrySet()) {
            if (!component.getValue().matches(component.getKey().of(url))) {
                return false;
            }
        }
        return true;
    }

    public Url base() {
        return base;
    }

    /** The host of all URLs that it matches, if they have the same. */
    public Optional<String> literalHostname() {
        return component(Component.HOSTNAME).literal();
    }

    /**
     * Those segments of the path (what stands between two slashes) that are the same in all URLs that it matches, by their
     * places, of which that before a slash at the start is 0. Empty segments are left out.
     */
    public Map<Integer, String> literalSegments() {
        return component(Component.PATHNAME).literalSegments();
    }

    ComponentPattern component(Component component) {
        return components.get(component);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UrlPattern pattern && pattern.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public int compareTo(UrlPattern other) {
        return key.compareTo(other.key);
    }

    /** The regular expressions that a URL's parts are compared with. */
    @Override
    public String toString() {
        return key;
    }
}
