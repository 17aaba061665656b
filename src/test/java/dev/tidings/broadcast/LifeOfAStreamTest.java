package dev.tidings.broadcast;

import static dev.tidings.broadcast.Listening.awaitReceived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.Update;
import dev.tidings.log.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a stream is sent by the clock, when it ends, and who gets one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LifeOfAStreamTest {

    private final SettableTime time = new SettableTime();
    private final Listening hub = Listening.with(10, 100, time, log -> log);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_silent_stream_is_sent_a_comment_of_one_line() {
        RecordingSink client = quiet("a");
        time.pass(Listening.HEARTBEAT);
        await().until(() -> client.stream().endsWith("\n\n:\n") && client.isFlushed());
        time.pass(Listening.HEARTBEAT);
        await().until(() -> client.stream().endsWith("\n\n:\n:\n"));
    }

    @Test
    void an_event_is_as_good_as_a_heartbeat() {
        RecordingSink client = quiet("a");
        time.pass(Listening.HEARTBEAT.minusMillis(1));
        hub.publish("a", "x");
        awaitReceived(client, "x");
        time.pass(Listening.HEARTBEAT.minusMillis(1));
        RecordingSink later = quiet("a");
        assertThat(client.stream()).doesNotContain(":\n:");
        assertThat(client.stream()).endsWith("data: x\n\n");
        assertThat(later.received()).isEmpty();
    }

    @Test
    void a_stream_ends_about_when_its_lifetime_is_over() {
        RecordingSink client = quiet("a");
        time.pass(Listening.LIFETIME.multipliedBy(4).dividedBy(5).minusMillis(1));
        await().until(() -> client.stream().endsWith(":\n"));
        assertThat(client.isClosed()).isFalse();
        time.pass(Listening.LIFETIME.multipliedBy(2).dividedBy(5).plusMillis(1));
        await().until(client::isClosed);
        assertThat(hub.broadcaster.statistics().endings()).containsEntry(Ending.LIFETIME, 1L);
    }

    @Test
    void a_stream_with_an_end_of_its_own_ends_by_then_and_not_much_sooner() {
        RecordingSink client = new RecordingSink();
        Subscriber subscriber = hub.subscribe(Optional.empty(), client, "a");
        client.of(subscriber);
        subscriber.endWithin(Duration.ofMinutes(2));
        subscriber.endWithin(Duration.ofMinutes(3));
        await().until(() -> client.stream().startsWith("id: ") && client.isFlushed());
        // A tick is a second.
        time.pass(Duration.ofSeconds(119).minusMillis(1));
        await().until(() -> client.stream().endsWith(":\n"));
        assertThat(client.isClosed()).isFalse();
        time.pass(Duration.ofSeconds(1));
        await().until(client::isClosed);
        assertThat(hub.broadcaster.statistics().endings()).containsEntry(Ending.LIFETIME, 1L);
    }

    @Test
    void an_end_beyond_its_lifetime_changes_nothing_and_one_in_the_past_ends_it_at_once() {
        RecordingSink client = new RecordingSink();
        Subscriber subscriber = hub.subscribe(Optional.empty(), client, "a");
        client.of(subscriber);
        subscriber.endWithin(Duration.between(Instant.EPOCH, Instant.MAX));
        await().until(() -> client.stream().startsWith("id: ") && client.isFlushed());
        time.pass(Listening.LIFETIME.multipliedBy(4).dividedBy(5).minusMillis(1));
        await().until(() -> client.stream().endsWith(":\n"));
        assertThat(client.isClosed()).isFalse();
        subscriber.endWithin(Duration.ofSeconds(-1));
        time.pass(Duration.ofSeconds(1));
        await().until(client::isClosed);
    }

    @Test
    void a_wall_clock_set_back_or_forth_ends_nothing_and_sends_nothing() {
        RecordingSink client = quiet("a");
        String before = client.stream();
        time.setWallClock(Instant.parse("2036-01-01T00:00:00Z"));
        hub.publish("other", "x");
        time.setWallClock(Instant.parse("1996-01-01T00:00:00Z"));
        hub.publish("other", "y");
        RecordingSink witness = quiet("b");
        hub.publish("b", "z");
        awaitReceived(witness, "z");
        assertThat(client.stream()).isEqualTo(before);
        assertThat(client.isClosed()).isFalse();
        hub.publish("a", "still in order");
        awaitReceived(client, "still in order");
    }

    @Test
    void a_client_of_a_quiet_topic_is_told_a_newer_id_before_its_own_is_lost() {
        RecordingSink client = quiet("a");
        for (int i = 0; i < 5; i++) {
            hub.publish("other", "x");
        }
        time.pass(Duration.ofSeconds(1));
        RecordingSink witness = quiet("b");
        assertThat(witness.received()).isEmpty();
        assertThat(client.stream()).as("its id is in the newer half").hasLineCount(2);
        String newest = hub.publish("other", "x").toString();
        time.pass(Duration.ofSeconds(1));
        await().until(() -> client.stream().endsWith("id: " + newest + "\n\n"));
        assertThat(client.received()).isEmpty();
    }

    @Test
    void private_updates_reach_nobody_who_was_not_granted_them_live_or_replayed() {
        String start = hub.publish("orders/1", "public").toString();
        RecordingSink live = quiet("*");
        hub.log.append(Update.on("orders/1").data("secret").isPrivate(true).build());
        hub.publish("orders/1", "next");
        awaitReceived(live, "next");
        awaitReceived(hub.resume(start, "*", "orders/1"), "next");
        var granted = new Audience(Set.of(TopicMatcher.parse("*")), Set.of(TopicMatcher.parse("orders/{id}")));
        RecordingSink insider = new RecordingSink();
        insider.of(hub.broadcaster
                .subscribe(granted, Optional.of(start), insider, "an insider")
                .orElseThrow());
        awaitReceived(insider, "secret", "next");
    }

    @Test
    void there_are_no_more_streams_than_there_may_be() {
        var settings = new BroadcastSettings(
                1,
                1,
                10,
                10,
                1 << 20,
                Listening.HEARTBEAT,
                Listening.STALL,
                Listening.LIFETIME,
                3,
                Listening.SAID_BYTES);
        try (var small = new Listening(hub.log, settings, time)) {
            RecordingSink first = new RecordingSink();
            Subscriber one = small.subscribe(Optional.empty(), first, "a");
            assertThat(small.broadcaster.subscribe(
                            Listening.audience("a"), Optional.empty(), new RecordingSink(), "second"))
                    .isEmpty();
            one.close();
            await().until(() -> small.broadcaster.statistics().streams() == 0);
            await().until(first::isClosed);
            small.connect("a");
        }
    }

    @Test
    void closing_the_hub_closes_every_stream_and_ends_every_thread() {
        RecordingSink client = quiet("a");
        RecordingSink unread = new RecordingSink();
        hub.subscribe(Optional.empty(), unread, "a");
        hub.broadcaster.close();
        assertThat(client.isClosed()).isTrue();
        assertThat(unread.isClosed()).isTrue();
        assertThat(hub.broadcaster.statistics().streams()).isZero();
        assertThat(hub.broadcaster.subscribe(Listening.audience("a"), Optional.empty(), client, "late"))
                .isEmpty();
    }

    /** A client that has been told its position, and nothing else. */
    private RecordingSink quiet(String topic) {
        RecordingSink client = hub.connect(topic);
        await().until(() -> client.stream().startsWith("id: ") && client.isFlushed());
        return client;
    }
}
