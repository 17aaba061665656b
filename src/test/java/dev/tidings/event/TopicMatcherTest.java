package dev.tidings.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.url.Url;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topics a matcher says yes to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TopicMatcherTest {

    private static final Url HUB =
            Url.parse("https://hub.example/.well-known/mercure").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"a", "orders/42", "{", "https://example.com/"})
    void a_star_matches_every_topic(String topic) {
        assertThat(TopicMatcher.parse("*").matches(topic)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "orders, orders, true",
        "orders, Orders, false",
        "orders, orders/, false",
        "orders/*, orders/42, false",
        "a%2Fb, a/b, false",
        "a%41, aA, false",
    })
    void text_without_braces_is_one_topic_compared_as_it_stands(String matcher, String topic, boolean matches) {
        assertThat(TopicMatcher.parse(matcher).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "orders/{id}, orders/42, true",
        "orders/{id}, orders/, false",
        "orders/{id}, orders, false",
        "orders/{id}, orders/42/items, false",
        "orders/{id}, orders/4%2F2, true",
        "orders/{id}, orders/{id}, true",
        "orders/{id}, Orders/42, false",
        "{a}/{b}, x/y, true",
        "{a}/{b}, /y, false",
        "{a}/{b}, x/y/z, false",
        "{a}, x, true",
        "{a}, x/y, false",
        "a/{b}/c, a//c, false",
        "a//{b}, a//x, true",
        "urn:order:{id}, urn:order:7, true",
        "files/{name}.json, files/a.json, true",
        "files/{name}.json, files/.json, false",
        "files/a{x}a, files/aa, false",
        "files/a{x}a, files/aba, true",
        "/{a}, /x, true",
        "{a}/, x/, true",
        "{a}/, x, false",
    })
    void a_variable_is_one_segment_that_is_not_empty(String matcher, String topic, boolean matches) {
        assertThat(TopicMatcher.parse(matcher).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "a/{",
                "a/}b{",
                "{}",
                "{ }",
                "{a",
                "{a/b}",
                "{a}{b}",
                "{a}-{b}",
                "{+a}",
                "{a*}",
                "{a:3}",
                "{a,b}",
                "{{a}}",
                "{?a}",
                "{a..b}",
                "{é}",
                "a\nb/{c}"
            })
    void a_malformed_template_is_refused_with_the_rule_it_breaks(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicMatcher.parse(template));
    }

    @Test
    void the_refusal_shows_the_template_and_the_rule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicMatcher.parse("a/{b}{c}"))
                .withMessage("malformed template \"a/{b}{c}\": a segment has at most one variable");
    }

    @Test
    void a_template_bomb_costs_no_more_than_the_topic_is_long() {
        TopicMatcher bomb = TopicMatcher.parse("{a}/".repeat(500) + "x");
        String topic = "a/".repeat(500) + "y";
        for (int i = 0; i < 100_000; i++) {
            assertThat(bomb.matches(topic)).isFalse();
        }
    }

    @Test
    void filling_a_template_encodes_what_would_not_be_one_segment() {
        UriTemplate template = UriTemplate.parse("orders/{id}/of/{who}.txt");
        Map<String, String> values = Map.of("id", "a/b {é}", "who", "x~y");
        String topic = template.expand(values::get);
        assertThat(topic).isEqualTo("orders/a%2Fb%20%7B%C3%A9%7D/of/x~y.txt");
        assertThat(template.matches(topic)).isTrue();
    }

    @Test
    void matchers_of_the_same_text_are_equal() {
        assertThat(TopicMatcher.parse("a/{b}")).isEqualTo(TopicMatcher.parse("a/{b}"));
        assertThat(TopicMatcher.parse("a/{b}")).isNotEqualTo(TopicMatcher.parse("a/{c}"));
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/:id, /orders/42, true",
        "/orders/:id, https://hub.example/orders/42, true",
        "/orders/:id, orders/42, false",
        "/orders/:id, //, false",
        "https://*.example/:x, https://a.example/x, true",
    })
    void a_url_pattern_matches_topics_that_are_urls(String pattern, String topic, boolean matches) {
        assertThat(TopicMatcher.urlPattern(pattern, HUB).matches(topic)).isEqualTo(matches);
    }

    @Test
    void a_url_pattern_has_no_control_or_format_characters() {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicMatcher.urlPattern("/a\u200Bb", HUB));
    }

    @Test
    void url_patterns_that_mean_the_same_are_equal() {
        assertThat(TopicMatcher.urlPattern("/:a", HUB))
                .isEqualTo(TopicMatcher.urlPattern("https://hub.example/:b", HUB));
    }
}
