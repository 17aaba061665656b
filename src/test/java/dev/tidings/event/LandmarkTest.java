package dev.tidings.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what topics and templates find each other. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LandmarkTest {

    @Test
    void a_topic_has_each_of_its_segments_where_it_stands_and_their_number() {
        assertThat(Landmark.of("a//b"))
                .containsExactlyInAnyOrder(
                        new Landmark(3, -1, ""),
                        new Landmark(3, 0, "a"),
                        new Landmark(3, 1, ""),
                        new Landmark(3, 2, "b"));
    }

    @Test
    void a_template_has_its_literal_segments_wherever_they_stand() {
        assertThat(UriTemplate.parse("{a}/b/c{d}//e").landmarks())
                .containsExactlyInAnyOrder(new Landmark(5, 1, "b"), new Landmark(5, 3, ""), new Landmark(5, 4, "e"));
    }

    @Test
    void a_template_without_a_literal_segment_has_their_number() {
        assertThat(UriTemplate.parse("{a}/urn:{b}").landmarks()).containsExactly(new Landmark(2, -1, ""));
    }

    @ParameterizedTest
    @CsvSource({"{a}, x", "{a}/, x/", "/{a}, /x", "a/{b}/c, a/x/c", "a{b}c/{d}, axc/y", "a//{b}, a//x"})
    void a_topic_has_all_the_landmarks_of_a_template_that_matches_it(String template, String topic) {
        assertThat(UriTemplate.parse(template).matches(topic)).isTrue();
        assertThat(Landmark.of(topic)).containsAll(UriTemplate.parse(template).landmarks());
    }
}
