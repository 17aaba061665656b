package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has logged in, and could another page have sent the request in their name? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoginTest {

    private final FakeRequest request = new FakeRequest();

    @Test
    void nobody_has_whom_the_server_does_not_know_or_not_by_name() {
        assertThat(Login.of(request.request())).isEmpty();
        assertThat(Login.of(request.principal("").request())).isEmpty();
        assertThat(Login.of(request.principal(null).request())).isEmpty();
    }

    @Test
    void nobody_has_where_the_server_throws_instead() {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, called, arguments) -> {
                    throw new IllegalStateException("no token");
                });
        assertThat(Login.of(request)).isEmpty();
    }

    @Test
    void with_a_session_or_a_password_it_could() {
        assertThat(Login.of(request.principal("ann").request())).contains(new Login("ann", true));
        assertThat(Login.of(request.authorization("Basic YW5uOm5uYQ==").request()))
                .contains(new Login("ann", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b.c", "bearer a.b.c", " BEARER a.b.c"})
    void with_a_bearer_token_it_could_not(String header) {
        assertThat(Login.of(request.principal("ann").authorization(header).request()))
                .contains(new Login("ann", false));
    }

    @ParameterizedTest
    @CsvSource({
        "Basic x, ann, true",
        "Digest x, ann, true",
        "Bearer x, ann, false",
        "Basic x, '', false",
        ", ann, false"
    })
    void a_header_is_the_servers_if_it_is_no_bearer_token_and_there_is_a_login(
            String header, String name, boolean isTaken) {
        if (header != null) {
            request.authorization(header);
        }
        assertThat(Login.hasTaken(request.principal(name).request())).isEqualTo(isTaken);
    }

    @ParameterizedTest
    @CsvSource({
        "ann, users/ann/orders/{id}",
        "ann/orders, users/ann%2Forders/orders/{id}",
        "{id}, users/%7Bid%7D/orders/{id}",
        "{me}, users/%7Bme%7D/orders/{id}",
        "*, users/%2A/orders/{id}",
        "a b, users/a%20b/orders/{id}",
    })
    void whatever_somebody_is_called_their_name_is_one_segment_of_a_topic_and_nothing_else(String name, String topic) {
        assertThat(new Me(name).in("users/{me}/orders/{id}")).isEqualTo(topic);
    }

    @Test
    void what_is_granted_together_is_all_that_is_granted_apart() {
        Grants grants =
                Grants.toSubscribe("a/{b}", "c").and(Grants.toPublish("d")).and(Grants.toPublish("e"));
        assertThat(grants.subscribed())
                .isEqualTo(Grants.toSubscribe("c", "a/{b}").subscribed());
        assertThat(grants.mayPublish(List.of("d", "e"))).isTrue();
        assertThat(grants.mayPublish(List.of("c"))).isFalse();
    }
}
