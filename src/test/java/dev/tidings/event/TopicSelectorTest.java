package dev.tidings.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topics does a selector of Mercure 0.x say yes to? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TopicSelectorTest {

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "*, {, true",
        "a, a, true",
        "a, A, false",
        "a*, ab, false",
        "a%2Fb, a/b, false",
        "https://x.example/b, https://x.example/b, true",
        "https://x.example/b, https://X.example/b, false",
        "'', '', true",
    })
    void text_without_braces_is_one_topic_or_all_of_them(String selector, String topic, boolean matches) {
        assertThat(TopicMatcher.selector(selector).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "/books/{id}, /books/42, true",
        "/books/{id}, /books/a-b._~Z9, true",
        "/books/{id}, /books/a%2Fb%C3%a9, true",
        "/books/{id}, /books/, false",
        "/books/{id}, /books/42/pages, false",
        "/books/{id}, /books/42?draft, false",
        "/books/{id}, /books/42#end, false",
        "/books/{id}, '/books/1,2', false",
        "/books/{id}, /books/a:b, false",
        "/books/{id}, /books/a@b, false",
        "/books/{id}, /books/é, false",
        "/books/{id}, /books/%, false",
        "/books/{id}, /books/%4, false",
        "/books/{id}, /books/%4g, false",
        "/books/{id}.json, /books/%41.json, true",
        "/books/{id}41, /books/%41, false",
        "https://{host}/{id}, https://x.example/1, true",
        "https://{host}/{id}, https://x.example:8080/1, false",
    })
    void a_variable_is_what_a_template_could_have_put_there_and_no_character_more(
            String selector, String topic, boolean matches) {
        assertThat(TopicMatcher.selector(selector).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "/users/foo/{?topic}, /users/foo/?topic=https%3A%2F%2Fx.example%2Fbooks%2F1, true",
        "/users/foo/{?topic}, /users/foo/?topic=https://x.example, false",
        "/users/foo/{?topic}, /users/foo/?topic=, false",
        "/users/foo/{?topic}, /users/foo/, false",
        "/users/foo/{?topic}, /users/foo/?topic=a&more=b, false",
        "/users/foo{?topic}, /users/foo?topic=a, true",
        "/x?a=1{&b}, /x?a=1&b=2, true",
        "/x?a=1{&b}, /x?a=1&c=2, false",
        "/x{;v}, /x;v=2, true",
        "/x{.type}, /x.json, true",
        "/x{.type}, /xjson, false",
        "/x{/a}{/b}, /x/1/2, true",
        "/x{/a}{/b}, /x/1, false",
        "/x{/a}{/b}, /x/1/2/3, false",
        "/x{/a}, /x//, false",
        "/x{/a}, /x{/a}, false",
    })
    void an_operator_puts_its_own_text_before_the_value(String selector, String topic, boolean matches) {
        assertThat(TopicMatcher.selector(selector).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a", "/books/{id}", "/users/foo/{?topic}", "/x{.type}", "/x{;v}/{w}"})
    void a_selector_matches_its_own_text(String selector) {
        assertThat(TopicMatcher.selector(selector).matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{}",
                "{?}",
                "{a",
                "{+a}",
                "{#a}",
                "{/a/b}",
                "{a*}",
                "{a:3}",
                "{a,b}",
                "{?a,b}",
                "{?a}{&b}",
                "{a}{b}",
                "{a}{?b}",
                "{{?a}}",
                "{$1}",
                "{?$1}",
                "a\nb",
                "{a}\u200b"
            })
    void what_cannot_be_read_is_refused(String selector) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicMatcher.selector(selector));
    }

    @Test
    void it_is_another_matcher_than_the_template_of_the_plain_door_which_is_wider() {
        TopicMatcher wide = TopicMatcher.parse("/books/{id}");
        TopicMatcher narrow = TopicMatcher.selector("/books/{id}");
        assertThat(wide.matches("/books/42?draft")).isTrue();
        assertThat(narrow).isNotEqualTo(wide).isEqualTo(TopicMatcher.selector("/books/{id}"));
        assertThat(((TopicMatcher.Template) narrow).compareTo((TopicMatcher.Template) wide))
                .isNotZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_topic_that_it_matches_has_each_of_its_landmarks(long seed) {
        var random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String selector = some(random, "a", "{x}", "{?x}", "{.x}a", "a{;x}", "a{/x}", "{/x}b");
            String topic = random.nextInt(10) == 0 ? selector : some(random, "a", "b", "?x=b", ".ba", "a;x=b");
            TopicMatcher matcher = TopicMatcher.selector(selector);
            if (matcher instanceof TopicMatcher.Template template && template.matches(topic)) {
                matched++;
                assertThat(Landmark.of(topic)).as("%s %s", selector, topic).containsAll(template.landmarks());
            }
        }
        assertThat(matched).isGreaterThan(1_000);
    }

    private static String some(Random random, String... pieces) {
        return Stream.generate(() -> List.of(pieces).get(random.nextInt(pieces.length)))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.joining("/"));
    }
}
