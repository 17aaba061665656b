package dev.tidings.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of a query or of a form's body (WHATWG URL, section 5.1)? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "a=b b",
                "a=b=c b=c",
                "a= ''",
                "a ''",
                "&a=b& b",
                "a=b+c 'b c'",
                "a=b%20c 'b c'",
                "%61=b b",
                "a=%zz %zz",
                "a=% %",
                "a=%4 %4",
                "a=b;c b;c",
                "a=%C3%A9 é",
                "a=%f0%9f%98%80 😀",
                "a=%26%3d &=",
                "a=one&a=two one",
                "b=c -",
            })
    void the_first_value_of_a_name_is(String query, String value) {
        assertThat(Form.ofQuery(query).first("a").orElse(null)).isEqualTo(value);
    }

    @Test
    void all_values_of_a_name_keep_their_order() {
        assertThat(Form.ofQuery("a=2&b=x&a=1&a=").all("a")).containsExactly("2", "1", "");
    }

    @Test
    void there_is_nothing_in_no_query() {
        assertThat(Form.ofQuery(null).names()).isEmpty();
    }

    @Test
    void raw_bytes_of_a_query_are_read_as_utf8_though_a_container_shows_them_one_by_one() {
        assertThat(Form.ofQuery("a=\u00c3\u00a9").first("a")).hasValue("é");
    }

    @Test
    void raw_bytes_of_a_body_are_utf8() {
        byte[] body = "a=\u00c3\u00a9".getBytes(ISO_8859_1);
        assertThat(Form.ofBody(body).first("a")).hasValue("é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%ff", "a=%C3", "%ff=a", "a=%ED%A0%80", "a=%C0%80", "a=\u00ff"})
    void what_is_not_utf8_is_refused_and_not_replaced(String query) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Form.ofQuery(query))
                .withMessageContaining("not valid UTF-8");
    }
}
