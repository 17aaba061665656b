package dev.tidings.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.tidings.url.Part.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One test of web-platform-tests: a pattern, what it is tried on, and what comes of it. */
record Vector(Map<?, ?> entry) {

    private static final Map<Component, List<Component>> EARLIER = Map.of(
            Component.PROTOCOL, List.of(),
            Component.USERNAME, List.of(),
            Component.PASSWORD, List.of(),
            Component.HOSTNAME, List.of(Component.PROTOCOL),
            Component.PORT, List.of(Component.PROTOCOL, Component.HOSTNAME),
            Component.PATHNAME, List.of(Component.PROTOCOL, Component.HOSTNAME, Component.PORT),
            Component.SEARCH, List.of(Component.PROTOCOL, Component.HOSTNAME, Component.PORT, Component.PATHNAME),
            Component.HASH,
                    List.of(
                            Component.PROTOCOL,
                            Component.HOSTNAME,
                            Component.PORT,
                            Component.PATHNAME,
                            Component.SEARCH));

    /** Under which it is exempted. */
    String name() {
        return Arguments.scalar(entry.get("pattern") + " " + entry.get("inputs"))
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    void check() {
        List<?> arguments = (List<?>) entry.get("pattern");
        if ("error".equals(entry.get("expected_obj"))) {
            assertThatThrownBy(() -> Arguments.pattern(arguments)).isInstanceOf(RuntimeException.class);
            return;
        }
        UrlPattern pattern = Arguments.pattern(arguments);
        for (Component component : Component.values()) {
            assertThat(PatternText.of(pattern.component(component)))
                    .as("pattern of " + component)
                    .isEqualTo(expectedText(component, arguments));
        }
        checkMatch(pattern);
    }

    private void checkMatch(UrlPattern pattern) {
        List<?> inputs = entry.get("inputs") == null ? List.of() : (List<?>) entry.get("inputs");
        if ("error".equals(entry.get("expected_match"))) {
            assertThatThrownBy(() -> Arguments.url(inputs)).isInstanceOf(RuntimeException.class);
            return;
        }
        Optional<Url> url = Arguments.url(inputs);
        boolean matches = url.filter(pattern::matches).isPresent();
        assertThat(matches).as("match").isEqualTo(entry.get("expected_match") != null);
        if (matches) {
            for (Component component : Component.values()) {
                checkGroups(pattern.component(component), component, component.of(url.orElseThrow()));
            }
        }
    }

    private void checkGroups(ComponentPattern pattern, Component component, String input) {
        Map<?, ?> expected = (Map<?, ?>) ((Map<?, ?>) entry.get("expected_match")).get(key(component));
        assertThat(input).as(component + " of the URL").isEqualTo(expected == null ? "" : expected.get("input"));
        Map<?, ?> groups = expected != null
                ? (Map<?, ?>) expected.get("groups")
                : isExactlyEmpty(component) ? Map.of() : Map.of("0", "");
        assertThat(groups(pattern, input)).as("groups of " + component).isEqualTo(groups);
    }

    private static Map<String, String> groups(ComponentPattern pattern, String input) {
        Matcher matcher = Pattern.compile(pattern.source()).matcher(input);
        assertThat(matcher.matches()).isTrue();
        Map<String, String> groups = new HashMap<>();
        List<Part> parts = pattern.parts().stream()
                .filter(part -> part.kind() != Kind.FIXED_TEXT)
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            groups.put(parts.get(i).name(), matcher.group(i + 1));
        }
        return groups;
    }

    private Object expectedText(Component component, List<?> arguments) {
        Map<?, ?> expected = entry.get("expected_obj") == null ? Map.of() : (Map<?, ?>) entry.get("expected_obj");
        if (expected.get(key(component)) != null) {
            return Arguments.scalar((String) expected.get(key(component)));
        }
        if (isExactlyEmpty(component)) {
            return "";
        }
        Map<?, ?> given = !arguments.isEmpty() && arguments.get(0) instanceof Map<?, ?> map ? map : Map.of();
        Object text = given.get(key(component));
        if (text != null && !text.equals("")) {
            return text;
        }
        boolean isCredential = component == Component.USERNAME || component == Component.PASSWORD;
        if (isCredential || EARLIER.get(component).stream().map(Vector::key).anyMatch(given::containsKey)) {
            return "*";
        }
        return Arguments.base(arguments).map(component::of).orElse("*");
    }

    private boolean isExactlyEmpty(Component component) {
        return entry.get("exactly_empty_components") instanceof List<?> empty && empty.contains(key(component));
    }

    static String key(Component component) {
        return component.name().toLowerCase(Locale.ROOT);
    }
}
