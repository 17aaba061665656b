package dev.tidings;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does one client get that is answered with a stream of its own, and what does its source notice? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FiniteStreamIT {

    private static final String END = "{\"events\":%d}";

    @ArquillianResource
    private URI root;

    private HubUnderTest hub;

    @Deployment(testable = false)
    static WebArchive lists() {
        return HubUnderTest.war("lists.war", "tidings.stream.heartbeat=1s", "tidings.stream.stall=5s")
                .addPackage("dev.tidings.rooms");
    }

    @BeforeEach
    void nobody_is_there() {
        hub = new HubUnderTest(Server.local(root, ""), Server.process());
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.streams() == 0);
    }

    private URI list(String path) {
        return Server.local(root, "rest/lists/" + path);
    }

    private int count(String path) {
        return Integer.parseInt(Http.get(list(path)).body());
    }

    private EventStream open(String path, String lastEventId) {
        return EventStream.open(list(path), Map.of("Last-Event-ID", lastEventId));
    }

    private static String[] numbersAndEnd(int from, int to) {
        return Stream.concat(IntStream.rangeClosed(from, to).mapToObj(Integer::toString), Stream.of(END.formatted(to)))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all/published?to=1000", "all/rows?to=1000"})
    void every_item_comes_in_order_with_its_number_as_id_and_then_the_end(String path) {
        try (EventStream stream = EventStream.open(list(path))) {
            await().until(stream::hasEndedCleanly);
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.head()).contains("Content-Type: text/event-stream;charset=UTF-8\r\n");
            assertThat(stream.data().stream().map(String::trim)).containsExactly(numbersAndEnd(1, 1000));
            assertThat(stream.events().get(999).trim()).startsWith("id: 1000\ndata: 1000");
            assertThat(stream.events().get(1000)).startsWith("id: end\nevent: tidings:end\n");
        }
    }

    @Test
    void who_comes_back_after_the_end_is_told_to_stay_away_and_the_source_is_not_asked() {
        int status = Http.send(HttpRequest.newBuilder(list("stay/rows?to=3")).header("Last-Event-ID", "end"))
                .statusCode();
        assertThat(status).isEqualTo(204);
        assertThat(count("stay/given")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lists/head/rows?to=3", "rooms/head/ours"})
    void head_is_answered_with_the_head_of_the_stream_and_opens_none(String path) {
        var head = Http.send(HttpRequest.newBuilder(hub.at(path)).method("HEAD", noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).isEqualToIgnoringCase("text/event-stream;charset=UTF-8"));
        assertThat(hub.streams()).isZero();
        assertThat(count("head/given")).isZero();
        assertThat(count("head/closed")).as("sources opened are closed").isEqualTo(count("head/opened"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"back/published?to=5", "back/rows?to=5"})
    void who_was_cut_off_goes_on_after_what_it_has(String path) {
        try (EventStream stream = open(path, "3")) {
            await().until(stream::hasEndedCleanly);
            assertThat(stream.data().stream().map(String::trim)).containsExactly(numbersAndEnd(4, 5));
            assertThat(stream.body()).contains("id: 4\n").doesNotContain("id: 3\n");
        }
    }

    @Test
    void who_was_cut_off_between_the_last_item_and_the_end_gets_the_end() {
        try (EventStream stream = open("last/rows?to=5", "5")) {
            await().until(stream::hasEndedCleanly);
            assertThat(stream.data()).containsExactly(END.formatted(5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "#epoch-5", "1234567890123456789"})
    void an_id_that_no_finite_stream_gives_is_refused(String id) {
        try (EventStream stream = open("wrong/rows?to=5", id)) {
            assertThat(stream.status()).isEqualTo(400);
            await().until(() -> stream.body().contains("the last event id of this stream is a number"));
        }
    }

    @Test
    void items_are_text_or_json_or_as_they_say() {
        try (EventStream stream = EventStream.open(list("items/items"))) {
            stream.awaitData("text\nof two lines", "{\"name\":\"tea\",\"number\":2}", "data", END.formatted(3));
            assertThat(stream.events().get(2)).isEqualTo("id: 3\nevent: named\ndata: data");
        }
    }

    @Test
    void a_source_that_fails_ends_the_stream_with_an_event_that_keeps_the_reason_to_itself() {
        try (EventStream stream = EventStream.open(list("fails/published?to=3&fails=true"))) {
            await().until(stream::hasEndedCleanly);
            assertThat(stream.data()).containsExactly("1", "2", "{\"detail\":\"the source of this stream failed\"}");
            assertThat(stream.events().get(2)).startsWith("event: tidings:error\n");
            // So that the client comes back after what it has.
            assertThat(stream.lastEventId()).isEqualTo("2");
        }
    }

    @Test
    void an_item_that_must_not_be_sent_ends_the_stream_like_a_failure() {
        try (EventStream stream = EventStream.open(list("unsendable/unsendable"))) {
            await().until(stream::hasEndedCleanly);
            assertThat(stream.data()).containsExactly("good", "{\"detail\":\"the source of this stream failed\"}");
        }
    }

    @Test
    void a_source_that_cannot_begin_is_the_applications_own_failure() {
        assertThat(Http.get(list("broken/broken")).statusCode()).isEqualTo(500);
        assertThat(hub.streams()).isZero();
    }

    @Test
    void a_method_that_is_not_suspended_is_told_what_it_lacks() {
        assertThat(Http.get(list("not/not-suspended")).body()).contains("@Suspended AsyncResponse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-rows/rows?to=1000000000&every=PT0.1S", "cut-published/published?to=1000000000"})
    void a_client_that_goes_away_cancels_its_source(String path) {
        String name = path.substring(0, path.indexOf('/'));
        try (EventStream stream = EventStream.open(list(path))) {
            await().until(() -> stream.data().size() > 2);
            stream.reset();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> count(name + "/closed") == 1);
        assertThat(hub.streams()).isZero();
    }

    @Test
    void a_client_that_does_not_read_holds_its_source_back_and_is_closed() {
        try (EventStream stalled = EventStream.openAndNeverRead(list("stalled/rows?to=1000000&bytes=1000"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> count("stalled/closed") == 1);
            // What the socket and the server took, and our few KiB; Grizzly takes about 10 MB.
            assertThat(count("stalled/given")).isBetween(10, 30_000);
            assertThat(hub.count("STALLED")).isPositive();
            assertThat(stalled.length()).isZero();
        }
    }

    @Test
    void a_silent_source_is_kept_alive_by_heartbeats() {
        try (EventStream stream = EventStream.open(list("silent/rows?to=2&every=PT3S"))) {
            await().atMost(Duration.ofSeconds(30)).until(stream::hasEndedCleanly);
            assertThat(stream.body().split("\n:\n", -1)).hasSizeGreaterThan(2);
        }
    }

    @Test
    void hundred_clients_have_each_its_own_stream() {
        List<EventStream> streams = Stream.generate(() -> EventStream.open(list("many/rows?to=50&every=PT0.01S")))
                .limit(100)
                .toList();
        for (EventStream each : streams) {
            try (each) {
                await().atMost(Duration.ofSeconds(30)).until(each::hasEndedCleanly);
                assertThat(each.data().stream().map(String::trim)).containsExactly(numbersAndEnd(1, 50));
            }
        }
        assertThat(count("many/given")).isEqualTo(5_000);
        await().until(() -> count("many/closed") == 100);
    }
}
