package dev.tidings.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topics a URL pattern of a subscriber matches. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UrlPatternTest {

    private static final Url HUB =
            Url.parse("https://hub.example/.well-known/mercure").orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "https://shop.example/orders/:id https://shop.example/orders/42 true",
                "https://shop.example/orders/:id https://shop.example/orders/42?x#y true",
                "https://shop.example/orders/:id https://shop.example/orders/42/items false",
                "https://shop.example/orders/:id https://shop.example/orders/ false",
                "https://shop.example/orders/:id HTTPS://SHOP.example:443/a/../orders/42 true",
                "https://shop.example/orders/:id https://shop.example/Orders/42 false",
                "https://shop.example/orders/:id https://shop.example:8443/orders/42 false",
                "https://shop.example/orders/:id http://shop.example/orders/42 false",
                "https://shop.example/orders/:id https://u:p@shop.example/orders/42 true",
                "https://*.example/* https://a.b.example/x/y true",
                "https://:shop.example/* https://a.b.example/x false",
                "https://*:*/x https://a:1/x true",
                "https://bücher.example/* https://xn--bcher-kva.example/1 true",
                "http{s}?://a/* http://a/ true",
                "/orders/:id /orders/42 true",
                "/orders/:id https://hub.example/orders/42 true",
                "/orders/:id orders/42 false",
                "orders/:id orders/42 true",
                "orders/:id https://hub.example/.well-known/orders/42 true",
                "/orders/:id? /orders true",
                "/orders/:id? /orders/ false",
                "/orders/:id+ /orders/1/2 true",
                "/orders/:id* /orders true",
                "/orders/:id(\\d+) /orders/42 true",
                "/orders/:id(\\d+) /orders/x false",
                "/orders/:id(\\d+)/items /orders/42/items true",
                "/orders{/:id}?/items /orders/items true",
                "/orders/* /orders/1/2/3 true",
                "/orders?sort=:how /orders?sort=up true",
                "/orders?sort=:how /orders false",
                "?sort=up ?sort=up true",
                "#top #top true",
                "/é /%C3%A9 true",
                "/a%2Fb /a/b false",
                "/a%2Fb /a%2Fb true",
                "/:x /a%2Fb true",
                "urn\\:{/}?isbn\\:* urn:isbn:1 true",
                "urn\\:{/}?isbn\\:* urn:ISBN:1 false",
                "urn\\:isbn\\:* urn:isbn:1 false",
                "* http://other.example/ false",
                "*://*:*/* http://other.example:81/x true",
                "/x http://[ false",
            })
    void a_pattern_is_relative_to_the_hub_and_so_is_a_topic(String pattern, String topic, boolean matches) {
        assertThat(UrlPattern.parse(pattern, HUB).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/:",
                "/{",
                "/}",
                "/{a{b}}",
                "/(",
                "/()",
                "/(?:a)",
                "/((a))",
                "/(é)",
                "/\\",
                "/a+",
                "/:a/:a",
                "/(a(?=b))",
                "/(\\1)",
                "https://a b/",
                "https://a:99999/",
                "https://[\\:\\:x]/",
                "1x\\://a/",
                "/:x(a)b/../..",
                "/:x(a)b/../c"
            })
    void what_is_malformed_or_not_supported_is_refused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UrlPattern.parse(pattern, HUB))
                .withMessageStartingWith("malformed URL pattern \"" + pattern + "\": ");
    }

    @Test
    void a_pattern_is_bounded_in_length() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UrlPattern.parse("/" + "x".repeat(UrlPattern.LONGEST), HUB))
                .withMessageContaining("4097 characters; at most 4096 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(a{200})(b{200})", "/(a{200})?(b{200})"})
    void a_pattern_is_bounded_in_size_over_all_its_components(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UrlPattern.parse(pattern, HUB))
                .withMessageContaining("more than 256 places");
    }

    /** "Process hash for init" takes one more # away. */
    @Test
    void a_doubled_number_sign_is_one() {
        assertThat(UrlPattern.parse("/a##x", HUB).matches("/a#x")).isTrue();
        assertThat(UrlPattern.parse("/a##x", HUB).matches("/a##x")).isFalse();
    }

    /** Or a foreign host would pass for somebody's ASCII host. */
    @Test
    void no_letter_of_another_alphabet_becomes_an_ascii_one_that_a_browser_keeps_apart() {
        UrlPattern mail = UrlPattern.parse("https://mail.example/*", HUB);
        for (String host : new String[] {
            "ma\u0130l", "MAI\u0307L", "ma%C4%B0l", "ma\u0131l", "m\u0430il", "xn--m\u0430il", "mail\uFE0F"
        }) {
            assertThat(mail.matches("https://" + host + ".example/x")).as(host).isFalse();
        }
        assertThat(mail.matches("https://\uFF2D\uFF41il.example/x")).isTrue();
    }

    @Test
    void patterns_that_differ_in_names_only_are_equal() {
        UrlPattern pattern = UrlPattern.parse("/a/:x", HUB);
        assertThat(pattern)
                .isEqualTo(UrlPattern.parse("/a/:y", HUB))
                .hasSameHashCodeAs(UrlPattern.parse("/a/:y", HUB))
                .isEqualByComparingTo(UrlPattern.parse("/a/([^\\/]+?)", HUB))
                .isNotEqualTo(UrlPattern.parse("/a/*", HUB))
                .isNotEqualTo(UrlPattern.parse(
                        "/a/:x", Url.parse("https://other.example/").orElseThrow()));
    }

    @Test
    void what_is_the_same_in_all_matching_urls_is_known() {
        assertThat(UrlPattern.parse("https://A.example/b/:c/d-:e/f(\\d+)/g/*/h", HUB)
                        .literalSegments())
                .isEqualTo(Map.of(1, "b", 5, "g"));
        assertThat(UrlPattern.parse("/b/:c?", HUB).literalSegments()).isEqualTo(Map.of(1, "b"));
        assertThat(UrlPattern.parse("/b/:c?d", HUB).literalSegments()).isEmpty();
        assertThat(UrlPattern.parse("/b{/x/:c}?", HUB).literalSegments()).isEqualTo(Map.of(1, "b"));
        assertThat(UrlPattern.parse("/b{/x/:c}*", HUB).literalSegments()).isEqualTo(Map.of(1, "b"));
        assertThat(UrlPattern.parse("/b{c}?/d", HUB).literalSegments()).isEmpty();
        assertThat(UrlPattern.parse("/b/(.*)/d", HUB).literalSegments()).isEqualTo(Map.of(1, "b"));
        assertThat(UrlPattern.of(ConstructorString.components("urn\\:a/:b/c"), null)
                        .literalSegments())
                .isEqualTo(Map.of(0, "a"));
        assertThat(UrlPattern.parse("https://A.example/*", HUB).literalHostname())
                .contains("a.example");
        assertThat(UrlPattern.parse("https://*.example/*", HUB).literalHostname())
                .isEmpty();
        assertThat(UrlPattern.parse("/x", HUB).literalHostname()).contains("hub.example");
    }
}
