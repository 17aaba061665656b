package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hub is a request for, if nobody has set its address? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProtectedResourceTest {

    @ParameterizedTest
    @CsvSource({
        "/events, /.well-known/mercure",
        "/shop/rest/events, /shop/rest/.well-known/mercure",
        "/events/rest/events, /events/rest/.well-known/mercure",
        "/shop/.well-known/mercure, /shop/.well-known/mercure",
        "/events/.well-known/mercure, /events/.well-known/mercure",
        "/shop/.well-known/oauth-protected-resource/shop/.well-known/mercure, /shop/.well-known/mercure",
        "/shop/.well-known/mercure/subscriptions, /shop/.well-known/mercure",
    })
    void that_at_whose_door_it_is(String path, String hub) {
        assertThat(ProtectedResource.of(new FakeRequest()
                                .to("https://hub.example", path)
                                .request())
                        .identifier())
                .isEqualTo("https://hub.example" + hub);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop", "/shop;x", "/%73hop"})
    void however_its_client_has_written_the_path_of_the_application(String written) {
        assertThat(ProtectedResource.hub(new FakeRequest().of("/shop", written).request()))
                .isEqualTo("/shop/.well-known/mercure");
    }

    @ParameterizedTest
    @CsvSource({
        "/.well-known/mercure/subscriptions/exact/a/.well-known/oauth-protected-resource/x",
        "/.well-known/mercure/subscriptions/exact/a/.well-known/mercure/x",
        "/.well-known/mercure/subscriptions/exact/a/events/x",
    })
    void whatever_its_client_has_written_behind_that_door(String path) {
        assertThat(ProtectedResource.of(new FakeRequest()
                                .to("https://hub.example", path)
                                .request())
                        .identifier())
                .isEqualTo("https://hub.example/.well-known/mercure");
    }
}
