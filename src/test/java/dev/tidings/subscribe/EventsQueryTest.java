package dev.tidings.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.authorize.Identity;
import dev.tidings.authorize.Me;
import dev.tidings.subscribe.SubscribeRequest.Match;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What does a query ask for, by somebody who has a name? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventsQueryTest {

    private static final SubscribeSettings SETTINGS =
            new SubscribeSettings(100, 2 << 10, Duration.ofSeconds(2), Duration.ofSeconds(90), 1);

    @Test
    void the_name_stands_wherever_it_is_asked_for() {
        assertThat(read("topic=users/%7Bme%7D/orders/%7Bid%7D", "a/b").matches())
                .extracting(Match::text)
                .containsExactly("users/a%2Fb/orders/{id}");
    }

    @Test
    void a_topic_is_held_to_its_limit_with_the_name_in_it() {
        String often = "topic=" + "%7Bme%7D".repeat(500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(often, "a-rather-long-name"))
                .withMessageContaining(
                        "a topic of 9000 bytes in one request; tidings.subscribe.matcher-bytes allows 2048");
    }

    private static SubscribeRequest read(String query, String name) {
        var request = (HttpServletRequest) Proxy.newProxyInstance(
                EventsQueryTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> called.getName().equals("getQueryString") ? query : null);
        return EventsQuery.read(request, Identity.ANONYMOUS, SETTINGS, () -> new Me(name));
    }
}
