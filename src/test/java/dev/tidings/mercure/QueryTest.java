package dev.tidings.mercure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.authorize.Identity;
import dev.tidings.event.Audience;
import dev.tidings.http.Form;
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

/** What does a subscription ask for? Rules of the Mercure draft, sections "Subscription" and "Matcher Types". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueryTest {

    private static final MercureSettings SETTINGS = new MercureSettings(
            Optional.empty(),
            Url.parse("https://hub.example/.well-known/mercure").orElseThrow(),
            true,
            false);
    private static final SubscribeSettings LIMITS =
            new SubscribeSettings(3, 50, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

    @ParameterizedTest
    @CsvSource({
        "match=a, a, b",
        "match=a, a, A",
        "match=/a, /a, https://hub.example/a",
        "match_exact=a, a, b",
        "match=a&match_exact=b, b, c",
        "match=%2Fbooks%2F%3Aid, /books/:id, /books/1",
        "match=*, anything, ",
        "match_exact=*, anything, ",
        "match_urlpattern=*, anything, ",
        "match_urlpattern=/books/:id, /books/1, /books/1/2",
        "match_urlpattern=/books/:id, https://hub.example/books/1, https://other.example/books/1",
        "match_urlpattern=https://Shop.Example/a, https://shop.EXAMPLE/a, https://shop.example/A",
        "match_urlpattern=/a&match=plain, plain, other",
        "match=a;b, a;b, a",
        "match=100%, 100%, 100",
        "match=a+b, a b, a+b",
    })
    void it_hears_what_any_of_its_matchers_matches(String query, String heard, String notHeard) {
        Audience audience = read(query);
        assertThat(audience.wants(heard)).isTrue();
        assertThat(notHeard != null && audience.wants(notHeard)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matchx=a",
                "match_=a",
                "Match=a",
                "MATCH_EXACT=a",
                "match_Exact=a",
                "match_uritemplate=a",
                "match-exact=a",
                "matches",
                "%6Datch_regexp=a",
                "match%00=a"
            })
    void other_names_that_begin_with_match_are_refused_loudly(String query) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("match=ok&" + query))
                .withMessageContaining("match, match_exact, match_urlpattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topicx=a", "cache=1", "lastEventID=x", "rematch=a", "=", "&&&", "mtach=a"})
    void all_other_names_are_ignored(String query) {
        assertThat(read("match=ok&" + query).wants("ok")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topic=a",
                "match",
                "match=",
                "match_urlpattern=",
                "match=a%00",
                "match=a%0Ab",
                "match=a%7F",
                "match=%C2%85",
                "match=%E2%80%8B",
                "match=%E2%80%AEa",
                "match=%FF",
                "match_urlpattern=%0D",
                "match_urlpattern=(",
                "match_urlpattern=/(?=a)",
                "match_urlpattern=https://[/"
            })
    void what_is_not_valid_is_refused(String query) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(query)).withMessageMatching("(?s).{10,}");
    }

    @Test
    void matchers_are_limited_in_number_and_length() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("match=a&match_exact=b&match_urlpattern=/c&match=d"))
                .withMessageContaining("tidings.subscribe.matchers allows 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("match=" + "a".repeat(51)))
                .withMessageContaining("tidings.subscribe.matcher-bytes allows 50");
    }

    @Test
    void equal_matchers_are_one() {
        assertThat(read("match=a&match_exact=a&match=a").wanted()).hasSize(1);
    }

    @Test
    void matchers_grant_nothing() {
        assertThat(read("match=*").granted()).isEmpty();
    }

    private static Audience read(String query) {
        Form form = Form.ofBody(query.getBytes(ISO_8859_1));
        return new Query(form, Optional.empty())
                .of(Identity.ANONYMOUS, LIMITS, SETTINGS)
                .audience();
    }
}
