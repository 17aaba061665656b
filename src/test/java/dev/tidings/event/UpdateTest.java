package dev.tidings.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused when an update is made, so that no later room can forget to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UpdateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\0",
                "\t",
                "\u001b",
                "\u007f",
                "\u0085",
                "\u009f",
                "\u200b",
                "\u202e",
                "\ufeff",
                "\ud800",
                "\udc00",
                "\udb40\udc01"
            })
    void control_and_format_characters_are_refused_in_every_field_but_the_data(String evil) {
        String text = "a" + evil + "b";
        assertRefused(Update.on(text));
        assertRefused(Update.on("t", text));
        assertRefused(Update.on("t").type(text));
        assertRefused(Update.on("t").id(text));
        assertRefused(Update.on("t").key(text));
        assertRefused(Update.on("t").conflationKey(text));
        assertRefused(Update.on("t").traceparent(text));
    }

    @Test
    void the_refusal_names_the_field_the_character_and_where_it_is() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Update.on("t").type("a\nb").build())
                .withMessage("type must not contain control characters; it has U+000A at offset 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\udc00\ud800", "\ud83d"})
    void half_a_surrogate_pair_is_refused_in_the_data(String half) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Update.of("t", half))
                .withMessageContaining("half a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#1", "earliest", "é", "a\u0000", " a", "a "})
    void an_id_that_could_not_come_back_is_refused(String id) {
        assertRefused(Update.on("t").id(id));
    }

    @Test
    void an_id_has_at_most_256_characters() {
        assertThatNoException()
                .isThrownBy(() -> Update.on("t").id("x".repeat(256)).build());
        assertRefused(Update.on("t").id("x".repeat(257)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tidings:", "tidings:gap"})
    void types_of_the_hub_are_refused(String type) {
        assertRefused(Update.on("t").type(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*"})
    void a_topic_is_a_name(String topic) {
        assertRefused(Update.on(topic));
    }

    @Test
    void there_is_at_least_one_topic() {
        assertRefused(Update.on(List.of()));
    }

    @Test
    void a_negative_retry_is_refused() {
        assertRefused(Update.on("t").retry(Duration.ofMillis(-1)));
    }

    @Test
    void any_other_text_is_a_topic() {
        assertThat(Update.on("https://example.com/é/{x}", "urn:ok").build().topics())
                .containsExactly("https://example.com/é/{x}", "urn:ok");
    }

    private static void assertRefused(Update.Builder update) {
        assertThatIllegalArgumentException().isThrownBy(update::build);
    }
}
