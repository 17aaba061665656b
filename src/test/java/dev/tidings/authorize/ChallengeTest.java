package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.http.Problem;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must a token be for, and what is somebody told who has none (RFC 6750, section 3; RFC 9728)? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChallengeTest {

    private static final String METADATA =
            "resource_metadata=\"https://hub.example/.well-known/oauth-protected-resource/.well-known/mercure\"";

    private final Challenge challenge = new Challenge(Mint.HUB);

    @Test
    void each_answer_has_its_status_its_code_and_where_to_ask() {
        assertProblem(challenge.missing("x"), 401, "Bearer " + METADATA);
        assertProblem(challenge.invalidToken(), 401, "Bearer error=\"invalid_token\", " + METADATA);
        assertProblem(challenge.insufficientScope("x"), 403, "Bearer error=\"insufficient_scope\", " + METADATA);
        assertProblem(challenge.invalidRequest("x"), 400, "Bearer error=\"invalid_request\", " + METADATA);
    }

    private static void assertProblem(Problem problem, int status, String header) {
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.headers()).containsOnly(Map.entry("WWW-Authenticate", header));
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub.example, /.well-known/mercure, https://hub.example/.well-known/mercure",
        "https://hub.example, /events, https://hub.example/.well-known/mercure",
        "http://localhost:8080, /tidings/events, http://localhost:8080/tidings/.well-known/mercure",
        "http://[::1]:8080, /a/b/.well-known/mercure, http://[::1]:8080/a/b/.well-known/mercure",
        "https://hub.example, /events/api/events, https://hub.example/events/api/.well-known/mercure",
        "https://hub.example, /x/.well-known/mercure/subscriptions/exact/events,"
                + " https://hub.example/x/.well-known/mercure",
        "https://hub.example, /elsewhere, https://hub.example/.well-known/mercure",
    })
    void unless_it_is_set_a_token_must_be_for_the_hub_at_the_address_of_the_request(
            String origin, String path, String identifier) {
        ProtectedResource resource =
                ProtectedResource.of(new FakeRequest().to(origin, path).request());
        assertThat(resource.identifier()).isEqualTo(identifier);
        assertThat(resource.origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub.example/.well-known/mercure,"
                + " https://hub.example/.well-known/oauth-protected-resource/.well-known/mercure",
        "https://hub.example:8443/x/y, https://hub.example:8443/.well-known/oauth-protected-resource/x/y",
    })
    void the_metadata_is_at_the_root_of_its_origin(String identifier, String metadata) {
        assertThat(new ProtectedResource(identifier).metadata()).isEqualTo(metadata);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hub.example",
                "https://hub.example",
                "https://hub.example/",
                "https://hub.example:8443x/a",
                "http://[::/a",
                "ftp://hub.example/",
                "https://user@hub.example/",
                "https://hub.example/?a=b",
                "https://hub.example/#a",
                "https://hub.example/\"",
                "https://hub.example/\\",
                "https://hub.example/a b",
                "https://hub.example/\r\nX: y",
                "https://hub.example\"/",
                "https://h\u00fcb.example/"
            })
    void an_address_with_anything_strange_in_it_is_none(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProtectedResource(address))
                .withMessageContaining("https://hub.example/.well-known/mercure");
    }
}
