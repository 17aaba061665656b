package dev.tidings.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a subscription? Rules of the Mercure draft, section "Subscription Events". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubscriptionTest {

    private static final String HUB = "/.well-known/mercure";
    private static final String ID = "urn:uuid:bb3de268-05b0-4c65-b44e-8f9acefc29d6";

    private static Subscription of(String match, Optional<String> payload) {
        var person = new Person("https://issuer.example", "ann");
        return new Subscription(
                Subscription.path(HUB, "urlpattern", match, ID), "urlpattern", match, ID, Optional.of(person), payload);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/:selector, https%3A%2F%2Fexample.com%2F%3Aselector",
        "https://example.com/a%2Fb, https%3A%2F%2Fexample.com%2Fa%252Fb",
        "*, %2A",
        "ü b, %C3%BC%20b",
        "a-._~z, a-._~z",
    })
    void its_topic_has_each_variable_encoded_once_as_a_whole(String match, String encoded) {
        assertThat(of(match, Optional.empty()).topic())
                .isEqualTo("/.well-known/mercure/subscriptions/urlpattern/" + encoded
                        + "/urn%3Auuid%3Abb3de268-05b0-4c65-b44e-8f9acefc29d6");
    }

    @Test
    void its_document_is_that_of_the_draft_and_does_not_say_who_it_is() {
        assertThat(of("https://example.com/:selector", Optional.of("{\"foo\":\"bar\"}"))
                        .json(true))
                .isEqualTo("{\"id\":\"/.well-known/mercure/subscriptions/urlpattern/"
                        + "https%3A%2F%2Fexample.com%2F%3Aselector/urn%3Auuid%3Abb3de268-05b0-4c65-b44e-8f9acefc29d6\","
                        + "\"type\":\"subscription\",\"match_type\":\"urlpattern\","
                        + "\"match\":\"https://example.com/:selector\","
                        + "\"subscriber\":\"urn:uuid:bb3de268-05b0-4c65-b44e-8f9acefc29d6\",\"active\":true,"
                        + "\"payload\":{\"foo\":\"bar\"}}");
    }

    @Test
    void a_matcher_stays_within_its_string() {
        assertThat(of("a\",\"active\":\"", Optional.empty()).json(false))
                .contains("\"match\":\"a\\u0022,\\u0022active\\u0022:\\u0022\"")
                .endsWith("\"active\":false}");
    }
}
