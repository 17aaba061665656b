package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an update looks like on the wire, byte for byte (WHATWG HTML, sections 9.2.5 and 9.2.6). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FrameTest {

    @Test
    void an_untyped_update_is_its_id_and_its_data() {
        assertThat(wire(Update.of("t", "hello"))).isEqualTo("id: #e-1\ndata: hello\n\n");
    }

    @Test
    void all_fields_stand_in_a_fixed_order() {
        Update update = Update.on("t")
                .data("hello")
                .type("greeting")
                .retry(Duration.ofSeconds(3))
                .build();
        assertThat(wire(update)).isEqualTo("id: #e-1\nevent: greeting\nretry: 3000\ndata: hello\n\n");
    }

    @Test
    void a_publishers_own_id_goes_out_as_it_is() {
        Frame frame = Frame.encode(Update.of("t", "hello")).withId("order 42");
        assertThat(frame.toString()).isEqualTo("id: order 42\ndata: hello\n\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a\\nb     | a;b
            a\\rb     | a;b
            a\\r\\nb  | a;b
            a\\n\\nb  | a;;b
            a\\r\\rb  | a;;b
            a\\n\\rb  | a;;b
            a\\r\\n\\r\\nb | a;;b
            \\na      | ;a
            a\\n      | a;
            a\\r\\n   | a;
            \\r\\n    | ;
            """)
    void every_line_end_begins_a_new_data_line(String data, String lines) {
        String expected = "id: #e-1\ndata: " + lines.replace(";", "\ndata: ") + "\n\n";
        assertThat(wire(Update.of("t", data.replace("\\n", "\n").replace("\\r", "\r"))))
                .isEqualTo(expected);
    }

    @Test
    void empty_data_still_has_a_data_line_or_it_would_not_be_dispatched() {
        assertThat(wire(Update.of("t", ""))).isEqualTo("id: #e-1\ndata: \n\n");
    }

    @Test
    void leading_spaces_survive_because_a_client_takes_away_only_ours() {
        assertThat(wire(Update.of("t", "  two"))).isEqualTo("id: #e-1\ndata:   two\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"é€😀", "\uFEFFbom", "\u2028line separator", "\u0085next line", "a\tb", "nul\0", ": no comment"})
    void other_characters_pass_as_utf8(String data) {
        byte[] expected = ("id: #e-1\ndata: " + data + "\n\n").getBytes(UTF_8);
        assertThat(Frame.encode(Update.of("t", data)).withId("#e-1").bytes()).isEqualTo(expected);
    }

    @Test
    void a_megabyte_is_one_event() {
        String data = "0123456789abcdef".repeat(65_536);
        assertThat(wire(Update.of("t", data))).isEqualTo("id: #e-1\ndata: " + data + "\n\n");
    }

    @Test
    void an_id_alone_has_no_data_line() {
        assertThat(Frame.of(new EventId("e", 7)).toString()).isEqualTo("id: #e-7\n\n");
    }

    private static String wire(Update update) {
        return Frame.encode(update).withId("#e-1").toString();
    }
}
