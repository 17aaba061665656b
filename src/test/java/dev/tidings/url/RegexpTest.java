package dev.tidings.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.re2j.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions of JavaScript, by RE2. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegexpTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "a|bc bc true",
                "a|bc ab false",
                "\\d+ 42 true",
                "\\d+ 4a false",
                "\\D\\W\\S a-b true",
                "\\w+\\/? a_1/ true",
                ".*? a/b true",
                "a{2} aa true",
                "a{2} aaa false",
                "a{2,} aaaa true",
                "a{1,2}? aa true",
                "(?:ab)+ abab true",
                "(?<year>\\d\\d) 26 true",
                "[a-c]+ abc true",
                "[^a-c]+ abd false",
                "[\\d\\-]+ 1-2 true",
                "[\\w--\\d]+ ab true",
                "[\\w--\\d]+ a1 false",
                "[\\w&&[^\\d]&&[a-f]] a true",
                "[\\w&&[^\\d]&&[a-f]] g false",
                "[[a-c][x-z]]+ ax true",
                "[^] a true",
                "[] a false",
                "[.] a false",
                "^a$ a true",
                "a\\bb ab false",
                "a\\B. ab true",
                "(?:a|) a true",
                "(?:a*)* aaa true",
                "\\$\\{\\} ${} true",
            })
    void what_is_accepted_means_what_it_means_in_a_browser(String regexp, String text, boolean matches) {
        assertThat(Pattern.matches(Regexp.parse(regexp).re2(), text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=a)b",
                "(?!a)b",
                "(?<=a)b",
                "(?<!a)b",
                "(a)\\1",
                "(?<x>a)\\k<x>",
                "(?<x>a)(?<x>b)",
                "(?<>a)",
                "(?i:a)",
                "(?P<x>a)",
                "(?>a)",
                "\\p{L}",
                "\\u0061",
                "\\x61",
                "\\0",
                "\\cA",
                "\\m",
                "\\A",
                "\\Qa\\E",
                "a**",
                "a*+",
                "*",
                "^*",
                "a{2,1}",
                "a{,2}",
                "a{x}",
                "a{1000}",
                "{",
                "}",
                "]",
                "[a",
                "[z-a]",
                "[\\d-z]",
                "[[a]-z]",
                "[a-]",
                "[(]",
                "[/]",
                "[a&&b--c]",
                "[a&&&b]",
                "[a!!]",
                "(?:a",
                "a)",
                "\\"
            })
    void what_re2_cannot_do_or_means_otherwise_is_refused(String regexp) {
        assertThatIllegalArgumentException().isThrownBy(() -> Regexp.parse(regexp));
    }

    @Test
    void look_around_is_refused_by_its_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regexp.parse("a(?=b)"))
                .withMessage("regular expression (a(?=b)): look-ahead and look-behind are not supported,"
                        + " they can take more than linear time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?:(?:a{100}){100}){100}", "a{257}", "(?:a{16}){17}"})
    void a_short_text_cannot_become_a_large_program(String regexp) {
        assertThatIllegalArgumentException().isThrownBy(() -> Regexp.parse(regexp));
    }

    @Test
    void groups_and_sets_cannot_be_as_deep_as_a_stack() {
        int deep = 2_000;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regexp.parse("(?:".repeat(deep) + "a" + ")".repeat(deep)));
        assertThatIllegalArgumentException().isThrownBy(() -> Regexp.parse("[".repeat(deep) + "a" + "]".repeat(deep)));
    }

    @ParameterizedTest
    @CsvSource({"a.c, false", "[^\\/]+, true", "\\w+, true", "\\D, false", "a|\\/, false"})
    void it_is_known_whether_a_slash_can_be_in_it(String regexp, boolean staysInSegment) {
        assertThat(Regexp.parse(regexp).staysInSegment()).isEqualTo(staysInSegment);
    }
}
