package dev.tidings.mercure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.event.Update;
import dev.tidings.http.Form;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does a publication say? Rules of the Mercure draft, section "Publication". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicationTest {

    @Test
    void the_first_topic_is_the_canonical_one_and_the_rest_are_alternates() {
        assertThat(read("topic=b&data=x&topic=a&topic=https%3A%2F%2Fexample.com%2F%3Fq")
                        .topics())
                .containsExactly("b", "a", "https://example.com/?q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"private", "private=", "private=on", "private=off", "private=false", "private=0&private=no"})
    void to_name_private_makes_it_so_whatever_it_says(String form) {
        assertThat(read("topic=a&" + form).isPrivate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Private=on", "privat=on", "data=private"})
    void nothing_else_does(String form) {
        assertThat(read("topic=a&" + form).isPrivate()).isFalse();
    }

    @Test
    void data_may_be_left_out_or_have_lines() {
        assertThat(read("topic=a").data()).isEmpty();
        assertThat(read("topic=a&data=1%0D%0A2%0D3%0A4").data()).isEqualTo("1\r\n2\r3\n4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data=x",
                "topic",
                "topic=",
                "topic=a&topic=",
                "topic=*",
                "topic=a&topic=*",
                "topic=a%0Ab",
                "topic=a%00",
                "topic=%7F",
                "topic=%C2%80",
                "topic=%E2%80%8D",
                "topic=%C3",
                "topic=a&data=%FF",
                "topic=a&id=%23x",
                "topic=a&id=earliest",
                "topic=a&id=a%0Ab",
                "topic=a&id=%E2%80%8E",
                "topic=a&id=%00",
                "topic=a&type=a%0Ddata:x",
                "topic=a&type=%EF%BB%BF",
                "topic=a&retry=1s",
                "topic=a&retry=-1",
                "topic=a&retry=%D9%A1",
                "topic=a&retry=1.5",
                "topic=a&retry=+1"
            })
    void what_is_not_valid_is_refused(String form) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(form)).withMessageMatching("(?s).{10,}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Topic=b&foo=bar", "key=1", "match=x", "idd=1", "=", "typ=x"})
    void other_names_are_ignored(String form) {
        assertThat(read("topic=a&" + form)).isEqualTo(Update.of("a", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "urn:uuid:e1ee88e2-532a-4d6f-ba70-f0f8bd584022", "Earliest", "a#b"})
    void an_id_is_taken(String id) {
        assertThat(read("topic=a&id=" + id.replace("#", "%23")).id()).contains(id);
    }

    /** "The hub MAY ignore the client-supplied ID and generate its own." */
    @ParameterizedTest
    @ValueSource(strings = {"%C3%A9", "+a", "a+", ""})
    void an_id_that_a_header_would_not_bring_back_is_replaced(String id) {
        assertThat(read("topic=a&id=" + id).id()).isEmpty();
    }

    @Test
    void retry_is_in_milliseconds() {
        assertThat(read("topic=a&retry=001500").retry()).contains(Duration.ofMillis(1500));
    }

    private static Update read(String form) {
        return Publication.of(Form.ofBody(form.getBytes(ISO_8859_1)));
    }
}
