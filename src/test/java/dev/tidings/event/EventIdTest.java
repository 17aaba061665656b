package dev.tidings.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids as they go out and come back. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventIdTest {

    @ParameterizedTest
    @CsvSource({
        "'#abc-42', abc, 42",
        "abc-42, abc, 42",
        "'#a-b_c-0', a-b_c, 0",
        "'#e-9223372036854775807', e, 9223372036854775807"
    })
    void what_went_out_is_understood_when_it_comes_back_also_without_its_hash(
            String text, String epoch, long position) {
        assertThat(EventId.parse(text)).contains(new EventId(epoch, position));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "#e",
                "#e-",
                "#-1",
                "e-01",
                "#e--",
                "#e-1x",
                "##e-1",
                " #e-1",
                "#e -1",
                "#e-99999999999999999999",
                "#e-9223372036854775808",
                "earliest",
                "#é-1"
            })
    void anything_else_is_not_an_id_of_ours(String text) {
        assertThat(EventId.parse(text)).isEmpty();
    }

    @Test
    void an_id_is_written_in_one_way() {
        assertThat(new EventId("epoch", 7)).hasToString("#epoch-7");
    }

    @Test
    void an_epoch_is_fit_for_a_header_and_a_url() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EventId("a b", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventId("e", -1));
    }
}
