package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

/** Does the hub's broadcaster do what JAX-RS says of one, with its own sinks and with the container's? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BroadcasterIT {

    private static final String OURS = "ours";
    private static final String CONTAINERS = "containers";

    @ArquillianResource
    private URI root;

    private HubUnderTest hub;

    @Deployment(testable = false)
    static WebArchive rooms() {
        return HubUnderTest.war("rooms.war", "tidings.stream.heartbeat=1s", "tidings.stream.stall=5s")
                .addPackage("dev.tidings.rooms");
    }

    @BeforeEach
    void nobody_is_there() {
        hub = new HubUnderTest(Server.local(root, ""), Server.process());
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.streams() == 0);
    }

    private URI room(String path) {
        return Server.local(root, "rest/rooms/" + path);
    }

    private EventStream enter(String room, String kind) {
        long before = hub.count("streams");
        EventStream stream = EventStream.open(room(room + "/" + kind));
        await().until(() -> hub.count("streams") > before);
        if (kind.startsWith(OURS)) {
            await().until(() -> stream.data().equals(List.of("to " + room)));
            // It has said where it stands.
            stream.awaitOpen();
        }
        return stream;
    }

    private String ask(String path, String body) {
        return Http.post(room(path), "text/plain", body).body();
    }

    private String say(String room, String text) {
        return ask(room + "/say", text);
    }

    private List<String> told(String room) {
        return Http.get(room(room + "/told")).body().lines().toList();
    }

    private static List<String> heard(EventStream stream) {
        return stream.data().stream().filter(data -> !data.startsWith("to ")).toList();
    }

    private static void awaitHeard(EventStream stream, String... data) {
        await().until(() -> heard(stream), List.of(data)::equals);
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, CONTAINERS})
    void what_is_broadcast_comes_to_all_that_are_registered_in_order_and_once(String kind) {
        String room = "all-" + kind;
        try (EventStream one = enter(room, kind);
                EventStream two = enter(room, kind)) {
            assertThat(say(room, "first")).matches("#[a-z0-9]+-\\d+");
            say(room, "second");
            awaitHeard(one, "first", "second");
            awaitHeard(two, "first", "second");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, CONTAINERS})
    void a_broadcast_has_all_its_fields_and_its_lines(String kind) {
        String room = "fields-" + kind;
        try (EventStream stream = enter(room, kind)) {
            ask(room + "/say?name=said&id=own-7&retry=1234", "one\ntwo: 2");
            awaitHeard(stream, "one\ntwo: 2");
            String event = stream.events().get(stream.events().size() - 1);
            assertThat(event.lines()).contains("event: said", "id: own-7", "retry: 1234");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, CONTAINERS})
    void no_text_can_forge_another_event(String kind) {
        String room = "forge-" + kind;
        try (EventStream stream = enter(room, kind)) {
            say(room, "a\n\nevent: forged\ndata: b\r\n\r\nid: 1");
            say(room, "last");
            await().until(() -> heard(stream).contains("last"));
            assertThat(heard(stream)).hasSize(2);
            assertThat(stream.events()).noneMatch(event -> event.lines().anyMatch("event: forged"::equals));
        }
        assertThat(ask(room + "/say?id=1%0Aevent:%20forged", "text")).startsWith("IllegalArgumentException: an id ");
        assertThat(ask(room + "/say?name=tidings:gap", "text")).startsWith("IllegalArgumentException: event types ");
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, CONTAINERS})
    void objects_are_sent_as_json_and_comments_are_not_sent(String kind) {
        String room = "json-" + kind;
        try (EventStream stream = enter(room, kind)) {
            assertThat(ask(room + "/say-comment", "only a comment")).startsWith("java.util.concurrent.Completable");
            ask(room + "/say-json", "hello");
            awaitHeard(stream, "{\"number\":1,\"text\":\"hello\"}");
        }
    }

    /** See ChatResource: the one line is where its broadcaster comes from. */
    @Test
    void a_resource_of_a_tutorial_works_with_one_line_changed() {
        URI chat = Server.local(root, "rest/chat");
        try (EventStream one = EventStream.open(chat);
                EventStream two = EventStream.open(chat)) {
            one.awaitData("welcome");
            two.awaitData("welcome");
            await().until(() -> hub.streams() == 2);
            Http.post(chat, "text/plain", "hello");
            one.awaitData("welcome", "hello");
            two.awaitData("welcome", "hello");
            assertThat(two.events().get(1)).contains("event: chat");
        }
    }

    @Test
    void the_broadcaster_of_the_whole_hub_hears_every_topic_and_has_one() {
        try (EventStream inside = EventStream.open(Server.local(root, "rest/chat"));
                EventStream outside = EventStream.open(hub.events("broadcast")).awaitOpen()) {
            inside.awaitData("welcome");
            await().until(() -> hub.streams() == 2);
            Http.publish(hub.events(), "any/topic", "anything");
            inside.awaitData("welcome", "anything");
            Http.post(Server.local(root, "rest/chat"), "text/plain", "to all");
            outside.awaitData("to all");
        }
    }

    @Test
    void whoever_listens_at_events_hears_a_broadcast_too_and_the_registered_hear_what_others_publish() {
        try (EventStream stream = EventStream.open(hub.events("rooms/shared")).awaitOpen();
                EventStream registered = enter("shared", OURS)) {
            say("shared", "hello");
            stream.awaitData("hello");
            Http.publish(hub.events(), "rooms/shared", "from outside");
            awaitHeard(registered, "hello", "from outside");
        }
    }

    @Test
    void a_client_of_our_sink_that_comes_back_gets_what_it_missed() {
        String last;
        try (EventStream stream = enter("back", OURS)) {
            say("back", "heard");
            awaitHeard(stream, "heard");
            last = stream.lastEventId();
        }
        say("back", "missed");
        try (EventStream again = EventStream.open(room("back/ours"), Map.of("Last-Event-ID", last))) {
            awaitHeard(again, "missed");
            say("back", "live");
            awaitHeard(again, "missed", "live");
        }
    }

    @Test
    void a_sink_may_be_registered_with_two_broadcasters_and_leave_one() {
        try (EventStream stream = enter("both-a", "ours?too=both-b")) {
            say("both-a", "a");
            say("both-b", "b");
            awaitHeard(stream, "a", "b");
            assertThat(ask("both-b/close?cascading=false", "")).isEqualTo("done");
            Http.publish(hub.events(), "rooms/both-b", "nobody hears this");
            say("both-a", "still");
            awaitHeard(stream, "a", "b", "still");
            assertThat(stream.hasEnded()).isFalse();
        }
        await().until(() -> told("both-a").contains("closed ours"));
        assertThat(told("both-b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, CONTAINERS})
    void close_ends_the_registered_sinks_tells_of_each_and_refuses_everything_after(String kind) {
        String room = "close-" + kind;
        try (EventStream stream = enter(room, kind);
                EventStream bystander = enter("bystander-" + kind, kind)) {
            assertThat(ask(room + "/close?cascading=true", "")).isEqualTo("done");
            await().until(stream::hasEndedCleanly);
            await().until(() -> told(room).size() == 1);
            assertThat(told(room).get(0)).startsWith("closed ");
            for (String refused : List.of("say", "say-json", "say-comment", "register-nothing-more")) {
                assertThat(ask(room + "/" + refused, "x"))
                        .startsWith("IllegalStateException: this broadcaster of rooms/" + room + " is closed");
            }
            assertThat(ask(room + "/close?cascading=true", "")).isEqualTo("done");
            say("bystander-" + kind, "not concerned");
            awaitHeard(bystander, "not concerned");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, CONTAINERS})
    void close_without_the_sinks_leaves_them_open_and_silent(String kind) {
        String room = "leave-" + kind;
        try (EventStream stream = enter(room, kind)) {
            assertThat(ask(room + "/close?cascading=false", "")).isEqualTo("done");
            Http.publish(hub.events(), "rooms/" + room, "nobody hears this");
            int before = stream.length();
            if (kind.equals(OURS)) {
                // Its heartbeats go on.
                await().until(() -> stream.length() > before);
            }
            assertThat(stream.hasEnded()).isFalse();
            assertThat(heard(stream)).isEmpty();
        }
        assertThat(told(room)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, CONTAINERS})
    void a_client_that_has_gone_is_told_of_once_as_failed_and_as_closed(String kind) {
        String room = "gone-" + kind;
        enter(room, kind).reset();
        await().atMost(Duration.ofSeconds(20)).until(() -> told(room).size() == 2);
        String who = kind.equals(OURS) ? "ours" : "container's";
        assertThat(told(room)).containsExactlyInAnyOrder("failed " + who + " GONE", "closed " + who);
        assertThat(hub.streams()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, CONTAINERS})
    void a_burst_of_20000_events_beside_a_client_that_never_reads_and_a_slow_listener_loses_nothing(String kind) {
        String room = "burst-" + kind;
        ask(room + "/hold-errors", "");
        EventStream stalled = EventStream.openAndNeverRead(room(room + "/" + kind + "?stalled"));
        await().until(() -> hub.streams() == 1);
        EventStream dead = enter(room, kind);
        try (EventStream healthy = enter(room, kind)) {
            dead.reset();
            ask(room + "/burst?from=1&count=20000&bytes=1000", "");
            await().atMost(Duration.ofSeconds(60)).until(() -> heard(healthy).size() == 20_000);
            assertThat(heard(healthy).stream().map(data -> Integer.valueOf(data.substring(0, data.indexOf(' ')))))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 20_000).boxed().toList());
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.streams() == 1);
            say(room, "last");
            await().until(() -> heard(healthy).contains("last"));
        } finally {
            ask(room + "/release-errors", "");
            stalled.close();
        }
        await().until(() ->
                told(room).stream().filter(line -> line.startsWith("closed")).count() == 3);
    }
}
