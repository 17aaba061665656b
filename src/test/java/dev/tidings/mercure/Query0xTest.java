package dev.tidings.mercure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.authorize.Identity;
import dev.tidings.event.Audience;
import dev.tidings.http.Form;
import dev.tidings.subscribe.SubscribeRequest;
import dev.tidings.subscribe.SubscribeSettings;
import dev.tidings.url.Url;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does a subscription of Mercure 0.x ask for? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Query0xTest {

    private static final MercureSettings SETTINGS = new MercureSettings(
            Optional.empty(),
            Url.parse("https://hub.example/.well-known/mercure").orElseThrow(),
            true,
            true);
    private static final SubscribeSettings LIMITS =
            new SubscribeSettings(3, 50, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

    @ParameterizedTest
    @CsvSource({
        "topic=a, true",
        "topic=, true",
        "topic, true",
        "topic=a&lastEventID=1&x=y, true",
        "'', false",
        "Topic=a, false",
        "lastEventID=1, false",
        "topic=a&match=b, false",
        "topic=a&match_urlpattern=b, false",
        "topic=a&Matches, false",
    })
    void it_is_one_if_there_is_a_topic_and_nothing_of_1_0(String query, boolean is) {
        assertThat(Query0x.is(form(query))).isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({
        "topic=a, a, b",
        "topic=a&topic=b, b, c",
        "topic=*, anything, ",
        "topic=/books/{id}, /books/1, /books/1/2",
        "topic=%2Fbooks%2F%7Bid%7D, /books/1, /books/1?x",
        "topic=/u/{?topic}, /u/?topic=a%2Fb, /u/",
        "topic=/books/:id, /books/:id, /books/1",
        "topic=https://x.example/a&foo=bar, https://x.example/a, /a",
        "topic=a+b, a b, a+b",
    })
    void it_hears_what_any_of_its_selectors_matches(String query, String heard, String notHeard) {
        Audience audience = read(query).audience();
        assertThat(audience.wants(heard)).isTrue();
        assertThat(notHeard != null && audience.wants(notHeard)).isFalse();
        assertThat(audience.granted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic=",
                "topic=a&topic=",
                "topic={",
                "topic=/a/{x}{y}",
                "topic={+a}",
                "topic=a%0Ab",
                "topic=%E2%80%8B",
                "topic=%FF",
                "topic=a&topic=b&topic=c&topic=d",
                "topic=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void what_is_not_valid_or_too_much_is_refused(String query) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(query)).withMessageMatching("(?s).{10,}");
    }

    @ParameterizedTest
    @CsvSource({
        "lastEventID=q, h, h",
        "lastEventID=q, , q",
        "Last-Event-ID=o, , o",
        "Last-Event-ID=o&lastEventID=q, , q",
        "lastEventID=&Last-Event-ID=o, '', o",
        "last_event_id=n, , ",
        "x=y, , "
    })
    void the_header_beats_the_query(String query, String header, String id) {
        SubscribeRequest request = new Query0x(form("topic=a&" + query), Optional.ofNullable(header))
                .of(Identity.ANONYMOUS, LIMITS, SETTINGS);
        assertThat(request.lastEventId()).isEqualTo(Optional.ofNullable(id));
    }

    @Test
    void equal_selectors_are_one() {
        assertThat(read("topic=a/{b}&topic=a/{b}&topic=a/%7Bb%7D").audience().wanted())
                .hasSize(1);
    }

    private static SubscribeRequest read(String query) {
        return new Query0x(form(query), Optional.empty()).of(Identity.ANONYMOUS, LIMITS, SETTINGS);
    }

    private static Form form(String query) {
        return Form.ofBody(query.getBytes(ISO_8859_1));
    }
}
