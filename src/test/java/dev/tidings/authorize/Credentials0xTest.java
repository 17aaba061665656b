package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in a request that may be of Mercure 0.x is the token, and of which dialect may it be there? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Credentials0xTest {

    private static final String DOOR = "/.well-known/mercure";

    private final FakeRequest request = new FakeRequest().to("https://hub.example", DOOR);

    @ParameterizedTest
    @CsvSource({
        "true, topic=a&authorization=in.the.query, true, true, in.the.header, V0 V1, false",
        "false, topic=a&authorization=in.the.query, true, true, in.the.query, V0, false",
        "false, authorization=in.the.query, true, true, in.the.query, V0, false",
        "false, topic=a, true, true, in.its.cookie, V1, true",
        "false, topic=a, true, false, in.old.cookie, V0, true",
        "false, , true, false, in.old.cookie, V0, true",
        // What is 1.0 is 1.0 altogether.
        "true, match=a&authorization=in.the.query, true, true, in.the.header, V1, false",
        "false, match=a&topic=b&authorization=in.the.query, true, true, in.its.cookie, V1, true",
        "false, match=a&authorization=in.the.query, true, false, , , false",
        "false, MATCHES&authorization=in.the.query, true, false, , , false",
    })
    void the_header_beats_the_query_which_beats_the_cookies(
            boolean header, String query, boolean old, boolean its, String token, String dialects, boolean isCookie) {
        request.asks("GET", query);
        if (header) {
            request.authorization("Bearer in.the.header");
        }
        if (old) {
            request.cookie("mercureAuthorization", "in.old.cookie");
        }
        if (its) {
            request.cookie("__Secure-mercure_access_token", "in.its.cookie");
        }
        Optional<Credentials> found = found(request);
        assertThat(found.map(Credentials::token)).isEqualTo(Optional.ofNullable(token));
        found.ifPresent(some -> {
            assertThat(some.dialects()).extracting(Enum::name).containsExactlyInAnyOrder(dialects.split(" "));
            assertThat(some.isCookie()).isEqualTo(isCookie);
            assertThat(some.toString()).doesNotContain(token);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events", "/", "/.well-known/oauth-protected-resource/.well-known/merc"})
    void elsewhere_nobody_speaks_it(String path) {
        request.to("https://hub.example", path).asks("GET", "topic=a&authorization=a.b.c");
        request.cookie("mercureAuthorization", "a.b.c");
        assertThat(found(request)).isEmpty();
    }

    @Test
    void the_method_QUERY_is_of_1_0() {
        assertThat(found(request.asks("QUERY", "topic=a&authorization=a.b.c"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization=", "authorization", "authorization=a.b.c&authorization=d.e.f"})
    void of_none_or_two_in_the_query_nobody_knows_which_is_meant(String query) {
        request.asks("POST", query).cookie("mercureAuthorization", "a.b.c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(request))
                .withMessageContaining("send one token in the parameter authorization");
    }

    @Test
    void two_different_cookies_of_a_name_are_unclear() {
        request.cookie("mercureAuthorization", "a.b.c").cookie("mercureAuthorization", "d.e.f");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(request))
                .withMessageContaining("more than one cookie mercureAuthorization");
    }

    private static Optional<Credentials> found(FakeRequest fake) {
        Set<Dialect> dialects = Dialect.of(fake.request());
        return Credentials.of(fake.request(), dialects);
    }
}
