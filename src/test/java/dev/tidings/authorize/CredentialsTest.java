package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in a request is the token (RFC 6750, section 2; Mercure 1.0, authorization)? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CredentialsTest {

    private static final Set<Dialect> V1 = Set.of(Dialect.V1);

    private final FakeRequest request = new FakeRequest();

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b.c", "bearer a.b.c", "BEARER a.b.c", "Bearer   a.b.c", " Bearer a.b.c "})
    void in_the_header_whose_scheme_may_be_in_any_case(String header) {
        assertThat(credentials(request.authorization(header))).contains(new Credentials("a.b.c", false, V1));
    }

    @Test
    void or_else_in_the_cookie() {
        request.cookie("other", "x").cookie(Credentials.COOKIE, "a.b.c");
        assertThat(credentials(request)).contains(new Credentials("a.b.c", true, V1));
    }

    @Test
    void the_header_beats_the_cookie() {
        request.cookie(Credentials.COOKIE, "from.the.cookie").authorization("Bearer from.the.header");
        assertThat(credentials(request)).contains(new Credentials("from.the.header", false, V1));
    }

    @Test
    void or_nowhere() {
        assertThat(credentials(request)).isEmpty();
        assertThat(credentials(request.cookie("mercureAuthorization", "a.b.c"))).isEmpty();
        assertThat(credentials(request.cookie(Credentials.COOKIE, "")))
                .as("a cookie that was emptied")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "a.b.c",
                "Basic dXNlcjpwYXNz",
                "Bearera.b.c",
                "Bearer a.b.c d.e.f",
                "Bearer a.b.c, Bearer d.e.f",
                "Bearer \"a.b.c\"",
                "Bearer a.b.c\u00e9",
                "Bearer =",
                "Bearer token=a.b.c"
            })
    void a_header_that_is_not_a_bearer_token_is_malformed_even_beside_a_good_cookie(String header) {
        request.cookie(Credentials.COOKIE, "a.b.c").authorization(header);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> credentials(request))
                .withMessage("send one Authorization header: Bearer, a space and the token");
    }

    @Test
    void of_two_headers_or_two_different_cookies_nobody_knows_which_is_meant() {
        FakeRequest headers = new FakeRequest().authorization("Bearer a.b.c").authorization("Bearer a.b.c");
        assertThatIllegalArgumentException().isThrownBy(() -> credentials(headers));
        request.cookie(Credentials.COOKIE, "a.b.c").cookie(Credentials.COOKIE, "a.b.c");
        assertThat(credentials(request)).isPresent();
        request.cookie(Credentials.COOKIE, "d.e.f");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> credentials(request))
                .withMessageContaining("more than one cookie");
    }

    @Test
    void they_are_not_shown() {
        assertThat(new Credentials("a.b.c", true, V1).toString() + new Credentials("a.b.c", false, V1))
                .doesNotContain("a.b.c");
    }

    private static Optional<Credentials> credentials(FakeRequest request) {
        return Credentials.of(request.request(), V1);
    }
}
