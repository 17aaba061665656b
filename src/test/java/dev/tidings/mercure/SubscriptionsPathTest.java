package dev.tidings.mercure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which subscriptions does a path name? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubscriptionsPathTest {

    private static final String ALL = "/.well-known/mercure/subscriptions";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/shop/rest",
                "/a%20b",
            })
    void without_anything_after_it_all(String before) {
        assertThat(SubscriptionsPath.of(before + ALL)).hasValue(new SubscriptionsPath(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "https%3A%2F%2Fa.example%2F%3Aid, https://a.example/:id",
        "%252F, %2F",
        "%C3%BC, ü",
        "a+b, a+b",
        "100%, 100%",
        "%2e%2e, ..",
        "*, *",
    })
    void each_variable_is_decoded_once(String encoded, String match) {
        assertThat(SubscriptionsPath.of(ALL + "/exact/" + encoded))
                .hasValue(new SubscriptionsPath(List.of("exact", match)));
        assertThat(SubscriptionsPath.of(ALL + "/exact/" + encoded + "/urn%3Auuid%3A1"))
                .hasValue(new SubscriptionsPath(List.of("exact", match, "urn:uuid:1")));
    }

    @Test
    void the_hubs_own_path_may_be_written_in_another_way() {
        assertThat(SubscriptionsPath.of("/.well-known/%6Dercure/subscriptions"))
                .hasValue(new SubscriptionsPath(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/mercure",
                "/.well-known/mercure/subscription",
                ALL + "/exact/a/b/c",
                "/.well-known%2Fmercure%2Fsubscriptions/exact/a",
            })
    void other_paths_name_none(String path) {
        assertThat(SubscriptionsPath.of(path)).isEmpty();
    }
}
