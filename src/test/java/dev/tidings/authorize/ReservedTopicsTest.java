package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topics are the hub's own, however they are written? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReservedTopicsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/mercure",
                "/.well-known/mercure/",
                "/.well-known/mercure/subscriptions/exact/a/b",
                "mercure",
                "./mercure/x",
                "?a=b",
                "#a",
                "https://hub.example/.well-known/mercure/subscriptions",
                "http://elsewhere.example:8080/.well-known/mercure/x?y#z",
                "//elsewhere.example/.well-known/mercure",
                "ftp://elsewhere.example/.well-known/mercure/x",
                "urn:/.well-known/mercure/x",
                "/.well-known/%6Dercure/x",
                "/.well-known/%6dercure/x",
                "/%2Ewell%2Dknown/mercure",
                "/.well-known/mercure/../mercure/x",
                "/x/../.well-known/./mercure/x",
                "/x/%2e%2E/.well-known/mercure",
                "\\.well-known\\mercure\\x",
                "  /.well-known/mercure/x  ",
                "https://\u05e9\u05dc\u05d5\u05dd.example/.well-known/mercure/x",
                "http:\u05e9\u05dc\u05d5\u05dd.example\\.well-known/%6Dercure?x",
                "//[/.well-known/mercure",
            })
    void these_are(String topic) {
        assertThat(ReservedTopics.contain(topic, Mint.HUB)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/mercure2",
                "/.well-known/Mercure",
                "/.well-known",
                "/x/.well-known/mercure",
                "/.well-known/mercure/..",
                "/.well-known/mercur%C3%A9",
                "/.well-known%2Fmercure",
                "orders/42",
                "mercure:x",
                "urn:.well-known/mercure",
                "http://[/.well-known/mercury",
                "*a",
            })
    void these_are_not(String topic) {
        assertThat(ReservedTopics.contain(topic, Mint.HUB)).isFalse();
    }

    @Test
    void they_follow_the_address_of_the_hub() {
        var hub = new ProtectedResource("https://hub.example/live");
        assertThat(ReservedTopics.contain("/live/subscriptions", hub)).isTrue();
        assertThat(ReservedTopics.contain("/.well-known/mercure", hub)).isFalse();
    }
}
