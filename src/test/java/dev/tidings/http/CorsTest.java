package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may read what the hub answers? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CorsTest {

    private final Cors cors = new Cors(Set.of("https://app.example", "http://localhost:3000"));

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example", "http://localhost:3000"})
    void those_of_a_listed_origin_with_credentials(String origin) {
        assertThat(cors.headers(origin))
                .containsEntry("Access-Control-Allow-Origin", origin)
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("Vary", "Origin");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"null", "*", "http://app.example", "https://app.example:8443", "https://app.example.evil", ""})
    void and_no_others(String origin) {
        assertThat(cors.headers(origin)).containsOnlyKeys("Vary");
        assertThat(cors.preflightHeaders(origin)).containsOnlyKeys("Vary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "app.example", "https://app.example/", "https://*.example", "null", "ftp://x"})
    void what_is_not_an_origin_is_refused_in_the_settings(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cors(Set.of(origin)))
                .withMessageContaining("is not an origin");
    }

    @Test
    void nobody_is_listed_unless_somebody_lists_them() {
        assertThat(new Cors(Set.of()).headers("https://app.example")).containsOnlyKeys("Vary");
    }
}
