package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is known of the session that a request came with? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionTest {

    @Test
    void its_id_its_timeout_and_when_it_was_used_last() {
        Session session = of(name -> switch (name) {
            case "getId" -> "a";
            case "getMaxInactiveInterval" -> 300;
            default -> 1_000L;
        });
        assertThat(session.id()).isEqualTo("a");
        assertThat(session.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(session.lastUse().get()).contains(Instant.ofEpochSecond(1));
    }

    @Test
    void that_it_lasts_for_ever_if_the_server_says_no_time() {
        Session session = of(name -> name.equals("getId") ? "a" : (Object) 0);
        assertThat(session.timeout()).isGreaterThan(Duration.ofDays(36_500));
    }

    @Test
    void the_id_of_one_that_ends_at_this_moment_whatever_the_server_throws() {
        Session session = of(name -> {
            if (name.equals("getId")) {
                return "a";
            }
            throw new IllegalStateException("over");
        });
        assertThat(session.id()).isEqualTo("a");
        assertThat(session.lastUse().get()).isEmpty();
    }

    @Test
    void nothing_if_there_is_none() {
        assertThat(of(null).id()).isEmpty();
    }

    private static Session of(Function<String, Object> session) {
        HttpSession http = session == null ? null : fake(HttpSession.class, session);
        return Session.of(fake(HttpServletRequest.class, name -> http));
    }

    private static <T> T fake(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> answers.apply(called.getName())));
    }
}
