package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.log.FaultyEventLog;
import dev.tidings.log.SettableTime;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How many listen to a topic, how many have come, and how many have gone? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CountsTest {

    private Listening hub = Listening.with(10, 100);

    @AfterEach
    void close() {
        hub.close();
    }

    private Subscriber open(String... topics) {
        return hub.subscribe(Optional.empty(), new RecordingSink(), topics);
    }

    @Test
    void whoever_would_be_sent_a_public_update_of_a_topic_listens_to_it() {
        open("clock");
        open("clock");
        open("{what}");
        open("*");
        open("clock", "stats", "cloc{k}");
        open("stats");
        assertThat(hub.broadcaster.listeners("clock")).isEqualTo(5);
        assertThat(hub.broadcaster.listeners("stats")).isEqualTo(4);
        assertThat(hub.broadcaster.listeners("orders/1")).isEqualTo(1);
    }

    @Test
    void what_somebody_was_granted_makes_no_difference() {
        var granted = new Audience(Set.of(TopicMatcher.parse("clock")), Set.of(TopicMatcher.parse("*")));
        hub.broadcaster.subscribe(granted, Optional.empty(), new RecordingSink(), "an insider");
        assertThat(hub.broadcaster.listeners("clock")).isEqualTo(1);
        assertThat(hub.broadcaster.listeners("stats")).isZero();
    }

    @Test
    void whoever_has_gone_listens_no_more_but_has_come() {
        Subscriber stays = open("clock");
        Subscriber goes = open("clock");
        goes.gone();
        await().until(() -> hub.broadcaster.listeners("clock") == 1);
        stays.close();
        await().until(() -> hub.broadcaster.statistics().ended() == 2);
        assertThat(hub.broadcaster.listeners("clock")).isZero();
        assertThat(hub.broadcaster.statistics().opened()).isEqualTo(2);
        assertThat(hub.broadcaster.statistics().streams()).isZero();
    }

    @Test
    void whoever_is_turned_away_has_not_come() {
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
        try (var small = new Listening(hub.log, settings, new SettableTime())) {
            small.connect("clock");
            assertThat(small.broadcaster.subscribe(
                            Listening.audience("clock"), Optional.empty(), new RecordingSink(), "second"))
                    .isEmpty();
            assertThat(small.broadcaster.listeners("clock")).isEqualTo(1);
            assertThat(small.broadcaster.statistics().opened()).isEqualTo(1);
        }
    }

    @Test
    void who_brings_one_more_template_without_a_literal_segment_than_there_may_be_is_turned_away_until_another_goes() {
        var settings = new BroadcastSettings(
                1, 100, 2, 10, 1 << 20, Listening.HEARTBEAT, Listening.STALL, Listening.LIFETIME, 3, 1 << 20);
        try (var small = new Listening(hub.log, settings, new SettableTime())) {
            Subscriber both = small.subscribe(Optional.empty(), new RecordingSink(), "{a}", "order:{id}");
            small.connect("{a}");
            small.connect("orders/{id}");
            assertThat(open(small, "order:{id}", "x{a}")).isEmpty();
            both.close();
            await().until(() -> small.broadcaster.statistics().streams() == 2);
            assertThat(open(small, "order:{id}", "x{a}")).isEmpty();
            assertThat(open(small, "x{a}")).isPresent();
        }
    }

    private static Optional<Subscriber> open(Listening hub, String... topics) {
        return hub.broadcaster.subscribe(Listening.audience(topics), Optional.empty(), new RecordingSink(), "a test");
    }

    @Test
    void whoever_could_not_be_served_has_come_and_gone() {
        hub.close();
        hub = Listening.with(10, 100, new SettableTime(), memory -> {
            var log = new FaultyEventLog(memory);
            log.failReads();
            return log;
        });
        assertThatThrownBy(() -> hub.resume("an-id-of-a-publisher", "clock")).hasMessage("the log cannot be read");
        assertThat(hub.broadcaster.listeners("clock")).isZero();
        assertThat(hub.broadcaster.statistics().opened()).isEqualTo(1);
        assertThat(hub.broadcaster.statistics().ended()).isEqualTo(1);
    }

    /** Streams of a few audiences, opened and ended by many threads at once, ended in two ways and more than once. */
    @Test
    void however_many_come_and_go_at_once_nobody_is_left_in_the_end() {
        hub.close();
        hub = Listening.with(10, 100, Time.SYSTEM, log -> log);
        int threads = 8;
        int total = threads * 2_500; // no more than there are places, should the sweeper not come to run
        ExecutorService clients = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < total; i++) {
            String room = "room/" + i % 7;
            boolean vanishes = i % 2 == 0;
            clients.execute(() -> {
                Subscriber subscriber = open(room, vanishes ? "*" : "clock");
                if (vanishes) {
                    subscriber.gone();
                }
                subscriber.close();
            });
        }
        clients.shutdown();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> hub.broadcaster.statistics().ended() == total);
        assertThat(hub.broadcaster.listeners("clock")).isZero();
        assertThat(hub.broadcaster.statistics().streams()).isZero();
        assertThat(hub.broadcaster.statistics().opened()).isEqualTo(total);
        assertThat(hub.broadcaster)
                .extracting("counters.listeners", as(InstanceOfAssertFactories.MAP))
                .isEmpty();
    }
}
