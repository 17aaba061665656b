package dev.tidings.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Can what is meant for one role, or below one name, be had by another that is written like it? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoleTopicTest {

    @ParameterizedTest
    @CsvSource({
        "sales, urn:tidings:role:sales",
        "store 7, urn:tidings:role:store%207",
        "a/b, urn:tidings:role:a%2Fb",
        "a%2Fb, urn:tidings:role:a%252Fb",
        "*, urn:tidings:role:%2A",
        "{role}, urn:tidings:role:%7Brole%7D",
        "größe, urn:tidings:role:gr%C3%B6%C3%9Fe",
    })
    void whatever_a_role_is_called_its_topic_is_one_segment_and_its_own(String role, String topic) {
        assertThat(RoleTopic.of(role)).isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_role_has_a_name(String role) {
        assertThatIllegalArgumentException().isThrownBy(() -> RoleTopic.of(role));
    }

    @ParameterizedTest
    @CsvSource({
        "users/ann/orders, true",
        "users/ann/orders/1/lines, true",
        "users/ann//, true",
        "users/ann/, false",
        "users/ann, false",
        "users/anna/orders, false",
        "users/Ann/orders, false",
        "x/users/ann/orders, false",
        "users/ann%2Forders/1, false",
    })
    void below_a_prefix_is_what_begins_with_it_and_goes_on(String topic, boolean isBelow) {
        assertThat(new TopicMatcher.Below("users/ann/").matches(topic)).isEqualTo(isBelow);
    }

    @Test
    void a_prefix_ends_where_a_segment_does() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicMatcher.Below("users/ann"))
                .withMessageContaining("does not end with a slash");
    }
}
