package dev.tidings.broadcast;

import static dev.tidings.broadcast.Listening.awaitReceived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.log.FaultyEventLog;
import dev.tidings.log.SettableTime;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of a client that reads slowly or not at all, and of those beside it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowClientTest {

    private static final int HISTORY = 50;
    private static final int DUE = 10;

    private final SettableTime time = new SettableTime();
    private FaultyEventLog log;
    private final Listening hub = Listening.with(HISTORY, DUE, time, memory -> log = new FaultyEventLog(memory));

    @AfterEach
    void close() {
        log.goOn();
        hub.close();
    }

    @Test
    void gets_all_in_one_write_when_it_reads_on() {
        RecordingSink client = stalled();
        publish(5);
        int before = client.writes();
        client.readOn();
        awaitReceived(client, numbers(0, 5));
        assertThat(client.writes()).isEqualTo(before + 1);
    }

    @Test
    void reads_the_history_when_more_is_due_than_is_kept_ready() {
        RecordingSink client = stalled();
        publish(3 * DUE);
        client.readOn();
        awaitReceived(client, numbers(0, 3 * DUE));
        hub.publish("a", "live again");
        await().until(() -> client.received().contains("live again"));
    }

    @Test
    void is_told_of_the_gap_when_the_history_has_moved_on_without_it_and_goes_on_live() {
        RecordingSink client = stalled();
        publish(2 * HISTORY);
        client.readOn();
        awaitReceived(client, "gap:overrun");
        hub.publish("a", "live again");
        awaitReceived(client, "gap:overrun", "live again");
    }

    @Test
    void is_closed_when_that_happens_too_often_within_a_minute() {
        RecordingSink client = stalled();
        for (int gaps = 1; gaps <= 4; gaps++) {
            publish(2 * HISTORY);
            client.readOn();
            int told = gaps;
            await().until(() -> client.isClosed() || (client.received().size() == told && client.isFlushed()));
            assertThat(client.isClosed()).as("after gap %s", gaps).isEqualTo(gaps == 4);
            client.stopReading();
        }
        assertThat(client.received()).containsExactly("gap:overrun", "gap:overrun", "gap:overrun");
        assertThat(hub.broadcaster.statistics().endings()).containsEntry(Ending.OVERRUN, 1L);
    }

    @Test
    void is_closed_when_it_takes_nothing_for_as_long_as_is_allowed() {
        RecordingSink client = stalled();
        hub.publish("a", "unread");
        await().until(client::hasRefused);
        time.pass(Listening.STALL.minusMillis(1));
        RecordingSink witness = hub.connect("a");
        hub.publish("a", "x");
        awaitReceived(witness, "x");
        assertThat(client.isClosed()).isFalse();
        time.pass(Listening.STALL.dividedBy(10));
        await().until(client::isClosed);
        assertThat(hub.broadcaster.statistics().endings()).containsEntry(Ending.STALLED, 1L);
    }

    @Test
    void does_not_keep_the_others_waiting() {
        RecordingSink slow = stalled();
        RecordingSink healthy = publish(2 * HISTORY);
        assertThat(slow.hasRefused()).isTrue();
        assertThat(slow.received()).isEmpty();
        assertThat(healthy.received()).containsExactly(numbers(0, 2 * HISTORY));
    }

    @Test
    void a_log_that_is_slow_to_read_keeps_only_those_waiting_who_read_it() {
        RecordingSink live = hub.connect("a");
        hub.publish("a", "0");
        awaitReceived(live, "0");
        log.holdReads();
        RecordingSink behind = hub.resume("earliest", "a", "and so of an audience of its own");
        hub.publish("a", "1");
        awaitReceived(live, "0", "1");
        assertThat(behind.received()).isEmpty();
        log.goOn();
        awaitReceived(behind, "0", "1");
    }

    @Test
    void a_log_that_cannot_be_read_closes_only_those_who_read_it() {
        RecordingSink live = hub.connect("a");
        hub.publish("a", "0");
        awaitReceived(live, "0");
        log.failReads();
        RecordingSink behind = hub.resume("earliest", "a", "and so of an audience of its own");
        await().until(behind::isClosed);
        hub.publish("a", "1");
        awaitReceived(live, "0", "1");
    }

    @Test
    void one_that_left_is_forgotten_at_the_next_write_and_not_touched_again() {
        RecordingSink client = hub.connect("a");
        await().until(() -> hub.broadcaster.statistics().streams() == 1 && client.isFlushed());
        client.leave();
        hub.publish("a", "unheard");
        await().until(() -> hub.broadcaster.statistics().streams() == 0);
        assertThat(client.isClosed()).isFalse();
        assertThat(hub.broadcaster.statistics().endings()).containsEntry(Ending.GONE, 1L);
    }

    private RecordingSink stalled() {
        RecordingSink client = new RecordingSink();
        hub.connect(Optional.empty(), client, "a");
        await().until(() -> client.stream().startsWith("id: ") && client.isFlushed());
        client.stopReading();
        return client;
    }

    /** Publishes no faster than somebody who reads can hear it, who is returned. */
    private RecordingSink publish(int count) {
        RecordingSink witness = hub.connect("a");
        for (int i = 0; i < count; i++) {
            hub.publish("a", "" + i);
            String last = "data: " + i + "\n\n";
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> witness.stream().endsWith(last));
        }
        return witness;
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toArray(String[]::new);
    }
}
