package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Does text stay within its quotation marks? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonQuoteTest {

    @Test
    void what_would_end_the_string_or_the_line_is_escaped() {
        assertThat(JsonQuote.of("https://a.example/\"\\\n\u2028 ü"))
                .isEqualTo("\"https://a.example/\\u0022\\u005c\\u000a\\u2028 \\u00fc\"");
    }

    @Test
    void half_a_surrogate_pair_in_a_document_is_escaped_and_so_can_be_sent() {
        assertThat(JsonQuote.encodable("{\"a\":\"\ud83d\"}")).isEqualTo("{\"a\":\"\\ud83d\"}");
        assertThat(JsonQuote.encodable("{\"a\":\"ü\"}")).isEqualTo("{\"a\":\"ü\"}");
    }
}
