package dev.tidings.broadcast;

import static dev.tidings.broadcast.Listening.awaitReceived;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.COLLECTION;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Frame;
import dev.tidings.log.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of a stream that is kicked, and of the others? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KickTest {

    private static final Frame WHY = Frame.of("tidings:kick", "{}");
    private static final String TOLD = "event: tidings:kick\ndata: {}\n\n";

    private final SettableTime time = new SettableTime();
    private final Listening hub = Listening.with(10_000, 100, time, log -> log);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void it_is_told_why_and_closed_and_the_others_go_on() {
        RecordingSink meant = connect("mallory", "a");
        RecordingSink other = connect("alice", "a");
        assertThat(hub.broadcaster.kick(caller("mallory"), WHY)).isEqualTo(1);
        await().until(meant::isClosed);
        assertThat(meant.stream()).endsWith(TOLD);
        hub.publish("a", "x");
        awaitReceived(other, "x");
        assertThat(hub.broadcaster.statistics().endings()).containsEntry(Ending.KICKED, 1L);
        assertThat(hub.broadcaster.kick(caller("mallory"), WHY)).isZero();
    }

    @Test
    void one_whose_connection_takes_nothing_yet_is_told_as_soon_as_it_does_and_nothing_else() {
        RecordingSink meant = new RecordingSink();
        meant.stopReading();
        connect("mallory", meant, Optional.empty(), "a");
        hub.broadcaster.kick(caller("mallory"), WHY);
        await().until(meant::hasRefused);
        hub.publish("a", "secret");
        meant.readOn();
        await().until(meant::isClosed);
        assertThat(meant.stream()).isEqualTo(TOLD);
        assertThat(meant.misuse()).isEmpty();
    }

    @Test
    void one_that_is_kicked_for_two_reasons_is_told_the_first_and_that_also_if_it_is_closed_besides() {
        RecordingSink meant = new RecordingSink();
        meant.stopReading();
        Subscriber stream = subscribe("mallory", meant, Optional.empty(), "a");
        stream.kick(WHY);
        stream.kick(Frame.of("tidings:kick", "the session has ended"));
        stream.close();
        await().until(meant::hasRefused);
        meant.readOn();
        await().until(meant::isClosed);
        assertThat(meant.stream()).isEqualTo(TOLD);
        assertThat(stream.ending()).isCompletedWithValue(Ending.KICKED);
    }

    @Test
    void one_that_is_gone_is_told_nothing() {
        RecordingSink meant = new RecordingSink();
        meant.stopReading();
        Subscriber stream = subscribe("mallory", meant, Optional.empty(), "a");
        stream.kick(WHY);
        stream.gone();
        await().until(() -> stream.ending().toCompletableFuture().isDone());
        assertThat(stream.ending()).isCompletedWithValue(Ending.GONE);
        assertThat(meant.writes()).isZero();
    }

    @Test
    void one_whose_connection_goes_on_taking_nothing_is_closed_without_a_word_and_nothing_that_was_due_goes_out() {
        RecordingSink meant = new RecordingSink();
        meant.stopReading();
        connect("mallory", meant, Optional.empty(), "a");
        hub.publish("a", "secret");
        hub.broadcaster.kick(caller("mallory"), WHY);
        await().until(() -> {
            time.pass(Duration.ofMillis(500));
            return meant.isClosed();
        });
        meant.readOn();
        assertThat(meant.stream()).isEmpty();
        assertThat(hub.broadcaster.statistics().endings()).containsEntry(Ending.KICKED, 1L);
    }

    @Test
    void one_that_reads_what_it_has_missed_is_kicked_in_the_middle_of_it() {
        for (int i = 0; i < 5_000; i++) {
            hub.publish("a", "event " + i + " ".repeat(1_000));
        }
        RecordingSink meant = new RecordingSink();
        connect("mallory", meant, Optional.of("earliest"), "a");
        await().pollInterval(Duration.ofMillis(1)).until(() -> meant.stream().contains("event 0"));
        // Or it might have read all of it by now.
        meant.stopReading();
        hub.broadcaster.kick(caller("mallory"), WHY);
        meant.readOn();
        await().until(meant::isClosed);
        String stream = meant.stream();
        assertThat(stream).endsWith(TOLD);
        assertThat(stream.split("data: event ")).hasSizeLessThan(5_001);
    }

    @Test
    void of_those_who_come_while_others_are_kicked_none_who_was_there_before_stays() throws InterruptedException {
        List<RecordingSink> before = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> before.add(connect("mallory", "a")));
        var meanwhile = new ConcurrentLinkedQueue<RecordingSink>();
        Thread comer = new Thread(() -> IntStream.range(0, 500).forEach(i -> meanwhile.add(connect("alice", "a"))));
        comer.start();
        assertThat(hub.broadcaster.kick(caller("mallory"), WHY)).isEqualTo(500);
        comer.join();
        await().until(() -> before.stream().allMatch(RecordingSink::isClosed));
        assertThat(meanwhile).hasSize(500).noneMatch(RecordingSink::isClosed);
        assertThat(hub.broadcaster.statistics().streams()).isEqualTo(500);
    }

    @Test
    void one_that_is_just_opening_is_kicked_when_it_is_there_also_where_nobody_can_say_any_more_whether_it_is_meant() {
        List<Predicate<Subscriber>> whom = List.of(caller("mallory"), subscriber -> {
            throw new IllegalStateException("as it should in this test");
        });
        for (Predicate<Subscriber> meant : whom) {
            try (Arrival arrival = hub.broadcaster.arrival();
                    Arrival other = hub.broadcaster.arrival()) {
                arrival.begin();
                assertThat(hub.broadcaster.kick(meant, WHY)).isZero();
                other.begin();
                Subscriber late = subscribe("mallory", new RecordingSink(), Optional.empty(), "a");
                arrival.opened(late);
                await().until(() -> late.ending().toCompletableFuture().isDone());
                assertThat(late.ending()).isCompletedWithValue(Ending.KICKED);
                Subscriber later = subscribe("mallory", new RecordingSink(), Optional.empty(), "a");
                other.opened(later);
                assertThat(later.ending()).isNotDone();
                later.close();
                await().until(() -> hub.broadcaster.statistics().streams() == 0);
            }
        }
    }

    /** However an arrival and the loss of a right with a kick fall together, nobody stays who has lost it. */
    @Test
    void none_stays_of_those_who_arrive_while_their_right_is_taken_away() throws Exception {
        List<Subscriber> streams = new ArrayList<>();
        var moment = new CyclicBarrier(2);
        for (int i = 0; i < 2_000; i++) {
            var may = new AtomicBoolean(true);
            String name = "mallory " + i;
            Thread operator = new Thread(() -> {
                meet(moment);
                spin();
                may.set(false);
                hub.broadcaster.kick(caller(name), WHY);
            });
            operator.start();
            meet(moment);
            spin();
            try (Arrival arrival = hub.broadcaster.arrival()) {
                arrival.begin();
                if (may.get()) {
                    Subscriber stream = subscribe(name, new RecordingSink(), Optional.empty(), "a");
                    arrival.opened(stream);
                    streams.add(stream);
                }
            }
            operator.join();
        }
        assertThat(streams).isNotEmpty();
        await().until(() -> hub.broadcaster.statistics().streams() == 0);
        assertThat(streams).allSatisfy(stream -> assertThat(stream.ending()).isCompletedWithValue(Ending.KICKED));
        assertThat(hub.broadcaster).extracting("arrivals", as(COLLECTION)).isEmpty();
    }

    /** For some time, so that sometimes the one and sometimes the other is first. */
    private static void spin() {
        long until = System.nanoTime() + ThreadLocalRandom.current().nextInt(100_000);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static void meet(CyclicBarrier moment) {
        try {
            moment.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Predicate<Subscriber> caller(String name) {
        return subscriber -> subscriber.caller().equals(name);
    }

    private RecordingSink connect(String caller, String topic) {
        return connect(caller, new RecordingSink(), Optional.empty(), topic);
    }

    private RecordingSink connect(String caller, RecordingSink client, Optional<String> lastEventId, String topic) {
        subscribe(caller, client, lastEventId, topic);
        return client;
    }

    private Subscriber subscribe(String caller, RecordingSink client, Optional<String> lastEventId, String topic) {
        Subscriber stream = hub.broadcaster
                .subscribe(Listening.audience(topic), lastEventId, client, caller)
                .orElseThrow();
        client.of(stream);
        return stream;
    }
}
