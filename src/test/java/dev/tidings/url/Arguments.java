package dev.tidings.url;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of the constructor and the methods of a browser's {@code URLPattern}: text, or an object with a text for some
 * components. The hub knows the first kind only; the second is here, for the tests of browsers.
 */
final class Arguments {

    private Arguments() {}

    static UrlPattern pattern(List<?> arguments) {
        if (arguments.stream().skip(1).anyMatch(Map.class::isInstance)) {
            throw new UnsupportedOperationException("case always counts");
        }
        Optional<Url> base = base(arguments);
        if (arguments.isEmpty()) {
            return UrlPattern.of(Map.of(), null);
        }
        if (arguments.get(0) instanceof Map<?, ?> given) {
            require(arguments.size() == 1, "an object has its own base");
            return UrlPattern.of(ofPattern(given), base.orElse(null));
        }
        Map<Component, String> given = ConstructorString.components(scalar((String) arguments.get(0)));
        require(base.isPresent() || given.containsKey(Component.PROTOCOL), "a relative pattern needs a base");
        return UrlPattern.of(given, base.orElse(null));
    }

    /** The base among some arguments. */
    static Optional<Url> base(List<?> arguments) {
        Object base = arguments.isEmpty() ? null : arguments.get(arguments.size() - 1);
        if (base instanceof Map<?, ?> object) {
            base = object.get("baseURL");
        } else if (arguments.size() < 2) {
            base = null;
        }
        return base == null
                ? Optional.empty()
                : Optional.of(Url.parse(scalar((String) base)).orElseThrow(IllegalArgumentException::new));
    }

    /** The URL that a pattern is asked about; empty if there is none. */
    static Optional<Url> url(List<?> inputs) {
        if (!inputs.isEmpty() && inputs.get(0) instanceof String text) {
            return inputs.size() == 1
                    ? Url.parse(scalar(text))
                    : Url.parse(scalar((String) inputs.get(1))).flatMap(base -> Url.parse(scalar(text), base));
        }
        require(inputs.size() < 2, "an object has its own base");
        try {
            return Optional.of(url(inputs.isEmpty() ? Map.of() : (Map<?, ?>) inputs.get(0)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Map<Component, String> ofPattern(Map<?, ?> given) {
        Map<Component, String> texts = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            if (given.get(Vector.key(component)) instanceof String text) {
                texts.put(component, stripped(component, scalar(text)));
            }
        }
        return texts;
    }

    private static String stripped(Component component, String text) {
        return switch (component) {
            case PROTOCOL -> text.endsWith(":") ? text.substring(0, text.length() - 1) : text;
            case SEARCH -> text.startsWith("?") ? text.substring(1) : text;
            case HASH -> text.startsWith("#") ? text.substring(1) : text;
            default -> text;
        };
    }

    // Section 3.2, with type "url".
    private static Url url(Map<?, ?> object) {
        Map<Component, String> given = ofPattern(object);
        Optional<Url> base = base(List.of(object));
        Map<Component, String> url = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            url.put(
                    component,
                    base.filter(b -> isInherited(component, given))
                            .map(component::of)
                            .orElse(""));
        }
        if (given.containsKey(Component.PATHNAME)) {
            given.computeIfPresent(Component.PATHNAME, (unused, path) -> resolved(path, base));
        }
        given.forEach((component, text) -> url.put(component, canonical(component, text, url.get(Component.PROTOCOL))));
        return new Url(
                url.get(Component.PROTOCOL),
                url.get(Component.USERNAME),
                url.get(Component.PASSWORD),
                url.get(Component.HOSTNAME),
                url.get(Component.PORT),
                url.get(Component.PATHNAME),
                url.get(Component.SEARCH),
                url.get(Component.HASH),
                false);
    }

    private static boolean isInherited(Component component, Map<Component, String> given) {
        List<Component> unless =
                switch (component) {
                    case USERNAME ->
                        List.of(Component.PROTOCOL, Component.HOSTNAME, Component.PORT, Component.USERNAME);
                    case PASSWORD ->
                        List.of(
                                Component.PROTOCOL,
                                Component.HOSTNAME,
                                Component.PORT,
                                Component.USERNAME,
                                Component.PASSWORD);
                    default -> UrlPattern.INHERITED.subList(0, UrlPattern.INHERITED.indexOf(component) + 1);
                };
        return unless.stream().noneMatch(given::containsKey);
    }

    private static String resolved(String path, Optional<Url> base) {
        if (path.startsWith("/") || base.isEmpty() || base.get().isOpaque()) {
            return path;
        }
        String before = base.get().pathname();
        return before.substring(0, before.lastIndexOf('/') + 1) + path;
    }

    private static String canonical(Component component, String text, String protocol) {
        return switch (component) {
            case PROTOCOL -> Canonical.protocol(text);
            case USERNAME, PASSWORD -> Canonical.credential(text);
            case HOSTNAME -> Canonical.hostname(text);
            case PORT -> {
                String port = Canonical.port(text);
                yield port.equals(Port.usual(protocol)) ? "" : port;
            }
            case PATHNAME ->
                protocol.isEmpty() || Port.isSpecial(protocol)
                        ? Canonical.pathname(text)
                        : Canonical.opaquePathname(text);
            case SEARCH -> Canonical.search(text);
            case HASH -> Canonical.hash(text);
        };
    }

    /** What a browser makes of a text: halves of surrogate pairs are replaced. */
    static String scalar(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
