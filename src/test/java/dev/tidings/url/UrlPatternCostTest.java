package dev.tidings.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What patterns can be made to cost, counted in characters looked at, and what anything at all does to the parsers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UrlPatternCostTest {

    private static final Url HUB = Url.parse("https://a/a/").orElseThrow();

    private static final List<String> PIECES = List.of(
            "/",
            "/a",
            "/b",
            "a",
            ":N",
            "/:N",
            "/:N?",
            "/:N*",
            "/:N+",
            "{:N-b}*",
            "{a}*",
            "{/b}?",
            "(a|b)",
            "([a-b]+)",
            "(a*)",
            "/(.*)",
            "*",
            "/*",
            "(\\w{1,3})?",
            "{-:N(b?a)-}+");

    private static final List<String> WORDS = List.of(
            "/",
            "a",
            "\\",
            ":",
            "*",
            "?",
            "+",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "-",
            "|",
            "^",
            "$",
            ".",
            ",",
            "1",
            "b",
            "é",
            "%",
            "%2e",
            "@",
            "#",
            "//",
            "https:",
            "(?",
            "&&",
            "--",
            " ",
            "\uD83D\uDEB2",
            "א",
            "xn--",
            "::",
            "0x");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/(a+)(a+)(a+)(a+)(a+)(a+)(a+)b",
                "/((?:a+)+)b",
                "/((?:a|a)*)b",
                "/((?:a|aa)+)b",
                "/((?:(?:a*)*)*)b",
                "/(a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaa)b",
                "/((?:.*){25})b",
                "/{:a-}*{:b-}*{:c-}*b",
                "/*a*a*a*a*a*a*a*a*a*b",
                "/{a}*{a}*{a}*{a}*{a}*b"
            })
    void each_character_of_a_topic_is_looked_at_a_few_times_however_a_pattern_repeats_itself(String text) {
        ComponentPattern path = UrlPattern.parse(text, HUB).component(Component.PATHNAME);
        for (int length : new int[] {30, 1_000, 20_000}) {
            var counting = new Counting("/" + "a".repeat(length) + "c");
            assertThat(Pattern.compile(path.source()).matcher(counting).matches())
                    .isFalse();
            assertThat(counting.looks).isBetween(1L, 8L * counting.length());
        }
    }

    @RepeatedTest(20)
    void whatever_the_pattern_backtracking_would_have_come_to_the_same(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        int matches = 0;
        for (int i = 0; i < 200; i++) {
            Optional<UrlPattern> pattern = parsed("/" + somePattern(random));
            if (pattern.isPresent()) {
                matches += agreed(pattern.get(), random);
            }
        }
        assertThat(matches).isPositive();
    }

    private static int agreed(UrlPattern pattern, Random random) {
        var backtracking = java.util.regex.Pattern.compile(
                pattern.component(Component.PATHNAME).source());
        int matches = 0;
        for (int i = 0; i < 20; i++) {
            String path = "/" + some(List.of("a", "b", "/", "-"), random, 8);
            Url url = Url.parse("https://a" + path).orElseThrow();
            boolean expected = backtracking.matcher(url.pathname()).matches();
            assertThat(pattern.matches(url)).as(path + " by " + backtracking).isEqualTo(expected);
            matches += expected ? 1 : 0;
        }
        return matches;
    }

    @RepeatedTest(20)
    void whatever_the_text_it_is_read_or_refused(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Url url = Url.parse("https://a/a").orElseThrow();
        for (int i = 0; i < 1_000; i++) {
            String text = some(WORDS, random, 20);
            parsed(text).ifPresent(pattern -> assertThat(pattern.matches(url)).isIn(true, false));
            Url.parse(text, HUB).ifPresent(UrlPatternCostTest::checkIsPlain);
        }
    }

    /** What has been read is ASCII, and is read again as the same. */
    private static void checkIsPlain(Url url) {
        for (Component component : Component.values()) {
            assertThat(component.of(url)).matches("[ -~]*");
        }
        boolean hasHost = !url.hostname().isEmpty();
        if (hasHost && !url.isOpaque()) {
            String port = url.port().isEmpty() ? "" : ":" + url.port();
            Url again = Url.parse(url.protocol() + "://" + url.hostname() + port + url.pathname())
                    .orElseThrow();
            assertThat(again.hostname()).isEqualTo(url.hostname());
            assertThat(again.pathname()).isEqualTo(url.pathname());
        }
    }

    private static Optional<UrlPattern> parsed(String text) {
        try {
            return Optional.of(UrlPattern.parse(text, HUB));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static String somePattern(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())).replace("N", "n" + i + "_"))
                .collect(Collectors.joining());
    }

    private static String some(List<String> words, Random random, int most) {
        return Stream.generate(() -> words.get(random.nextInt(words.size())))
                .limit(random.nextInt(most + 1))
                .collect(Collectors.joining());
    }

    /** Text that counts how often one of its characters is looked at. */
    private static final class Counting implements CharSequence {

        private final String text;
        private long looks;

        Counting(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
