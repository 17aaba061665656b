package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

/** What does a browser's own EventSource hear, on good days and bad? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrowserIT {

    private static final int HELD = 50;

    // A history that is soon over, comments that come soon, and another delay than the browser's own three seconds.
    private static final String[] SETTINGS = {
        "tidings.history.events=" + HELD, "tidings.stream.heartbeat=1s", "tidings.stream.retry=300ms"
    };

    private static ChromeDriver browser;

    @ArquillianResource
    private URI hub;

    private URI events;
    private Relay relay;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war("tidings.war", SETTINGS);
    }

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void relay() {
        events = Server.local(hub, "events");
        relay = Relay.to(events);
    }

    @AfterEach
    void closeRelay() {
        relay.close();
    }

    private BrowserSource listen(String query, String... types) {
        return BrowserSource.open(browser, relay.via(URI.create(events + "?" + query)), types);
    }

    private void publishMoreThanIsHeld(String topic) {
        IntStream.rangeClosed(0, HELD).forEach(i -> Http.publish(events, topic, "number " + i));
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toArray(String[]::new);
    }

    @Test
    @Tag("client-side")
    void events_come_in_order_with_the_ids_that_the_publisher_was_told() {
        BrowserSource source = listen("topic=ordered");
        List<String> ids = IntStream.range(0, 20)
                .mapToObj(i -> Http.publish(events, "ordered", String.valueOf(i)))
                .toList();
        source.awaitData(numbers(0, 20));
        assertThat(source.events()).extracting(event -> event.get(2)).isEqualTo(ids);
    }

    @Test
    @Tag("client-side")
    void data_arrives_as_published() {
        BrowserSource source = listen("topic=data");
        String[] data = {"two\nlines", "", "\n", " a space before, and after ", "Grüße, 世界 \uD83D\uDE80", "a:b", ":"};
        for (String published : data) {
            Http.publish(events, "data", published);
        }
        source.awaitData(data);
    }

    @Test
    @Tag("client-side")
    void every_kind_of_line_end_arrives_as_a_line_feed() {
        BrowserSource source = listen("topic=lines");
        Http.publish(events, "lines", "a\r\nb\rc\nd\r\n");
        source.awaitData("a\nb\nc\nd\n");
    }

    @Test
    @Tag("client-side")
    void an_event_with_a_type_is_heard_by_that_name_and_is_no_message() {
        BrowserSource source = listen("topic=typed", "changed");
        Http.postForm(events, "topic", "typed", "type", "changed", "data", "named");
        Http.postForm(events, "topic", "typed", "type", "of-no-interest", "data", "not heard");
        Http.publish(events, "typed", "a message");
        source.awaitData("named", "a message");
        assertThat(source.events()).extracting(event -> event.get(0)).containsExactly("changed", "message");
    }

    @Test
    @Tag("client-side")
    void a_cut_amid_events_loses_none_and_repeats_none() {
        BrowserSource source = listen("topic=cut");
        for (int i = 0; i < 30; i++) {
            Http.publish(events, "cut", String.valueOf(i));
            if (i == 10) {
                // A connection that is reset takes with it what has not been read: there must be an id to come back
                // with.
                await().until(() -> !source.events().isEmpty());
                relay.reset();
            }
        }
        source.awaitData(numbers(0, 30));
        assertThat(source.opened()).isEqualTo(2);
    }

    @Test
    @Tag("client-side")
    void an_orderly_end_amid_events_loses_none_and_repeats_none() {
        BrowserSource source = listen("topic=end");
        for (int i = 0; i < 30; i++) {
            Http.publish(events, "end", String.valueOf(i));
            if (i == 10) {
                relay.finish();
            }
        }
        source.awaitData(numbers(0, 30));
        assertThat(source.opened()).isEqualTo(2);
    }

    @Test
    @Tag("client-side")
    void a_cut_before_the_first_event_loses_none() {
        BrowserSource source = listen("topic=before-the-first");
        relay.awaitTold();
        relay.refuse();
        relay.finish();
        Http.publish(events, "before-the-first", "missed");
        relay.goOn();
        source.awaitData("missed");
    }

    @Test
    void the_browser_comes_back_when_the_hub_has_told_it_to() {
        BrowserSource source = listen("topic=retry");
        relay.awaitTold();
        relay.finish();
        await().until(() -> source.opened() == 2);
        // By itself it would wait three seconds.
        assertThat(source.millisUntilBack()).isLessThan(3_000);
    }

    @Test
    void ids_without_data_and_comments_are_not_heard_but_the_ids_are_taken() {
        BrowserSource source = listen("topic=quiet");
        relay.awaitTold();
        String first = lastId();
        publishMoreThanIsHeld("not-quiet");
        await().until(() -> !lastId().equals(first));
        String moved = lastId();
        int length = relay.answered().length();
        await().until(() -> relay.answered().substring(length).contains("\n:\n"));
        assertThat(source.events()).isEmpty();
        assertThat(source.failed()).isZero();
        relay.finish();
        await().until(() -> source.opened() == 2);
        assertThat(relay.asked()).contains("Last-Event-ID: " + moved + "\r\n");
    }

    private String lastId() {
        String answered = relay.answered();
        String complete = answered.substring(0, answered.lastIndexOf('\n'));
        return complete.substring(complete.lastIndexOf("\nid: ") + "\nid: ".length())
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_client_that_was_away_for_too_long_is_told_once_and_stays_connected() {
        BrowserSource source = listen("topic=away");
        String last = Http.publish(events, "away", "heard");
        source.awaitData("heard");
        relay.refuse();
        relay.reset();
        Http.publish(events, "away", "lost");
        publishMoreThanIsHeld("meanwhile");
        relay.goOn();
        await().until(() -> source.gaps().size() == 1);
        assertThat(source.gaps().get(0)).contains("\"reason\":\"expired\"", "\"requested\":\"" + last + "\"");
        assertThat(source.isOpen()).isTrue();
        hearsOnAndIsNotToldAgain(source, "away");
    }

    @Test
    @Tag("client-side")
    void a_client_with_the_id_of_another_history_is_told_once_and_stays_connected() {
        BrowserSource source = listen("topic=epoch&last_event_id=%23other-1");
        await().until(() -> source.gaps().size() == 1);
        assertThat(source.gaps().get(0)).contains("\"reason\":\"epoch\"", "\"requested\":\"#other-1\"");
        assertThat(source.isOpen()).isTrue();
        hearsOnAndIsNotToldAgain(source, "epoch");
    }

    private void hearsOnAndIsNotToldAgain(BrowserSource source, String topic) {
        long connections = source.opened();
        relay.reset();
        await().until(() -> source.opened() == connections + 1);
        Http.publish(events, topic, "afterwards");
        await().until(() -> source.data().contains("afterwards"));
        assertThat(source.gaps()).hasSize(1);
    }
}
