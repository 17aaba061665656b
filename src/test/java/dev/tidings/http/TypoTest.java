package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are taken for misspelt ones? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TypoTest {

    @ParameterizedTest
    @ValueSource(strings = {"topics", "topi", "opic", "tpoic", "toppic", "Topic", "TOPIC", "topik", "xopic", "tXopic"})
    void one_slip_away_is_a_typo(String name) {
        assertThat(Typo.isBetween(name, "topic")).isTrue();
        assertThat(Typo.isBetween("topic", name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "", "_", "t", "topcs", "tocip", "optic", "subtopic", "topicss", "topology"})
    void the_name_itself_and_what_is_further_away_is_none(String name) {
        assertThat(Typo.isBetween(name, "topic")).isFalse();
    }
}
