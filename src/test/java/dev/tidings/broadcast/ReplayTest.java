package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Audience;
import dev.tidings.event.Update;
import dev.tidings.log.FaultyEventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.SettableTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is read once for many, and for how long it is kept. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayTest {

    private final FaultyEventLog log = new FaultyEventLog(
            new MemoryEventLog(new Retention(1000, Long.MAX_VALUE / 4, Duration.ofDays(1)), new SettableTime()));
    private final Replay replay = new Replay(log, Runnable::run);

    @Test
    void those_who_stand_at_the_same_place_cost_one_read() {
        publish("a");
        Block first = next("a", 0);
        log.failReads();
        assertThat(next("a", 0)).isSameAs(first);
    }

    @Test
    void blocks_without_a_byte_are_not_kept_for_ever_either() {
        publish("unheard");
        next("first", 0);
        for (int i = 0; i < 100_000; i++) {
            next("audience " + i, 0);
        }
        log.failReads();
        assertThat(ask("first", 0)).failsWithin(Duration.ZERO);
    }

    private void publish(String topic) {
        log.append(Update.of(topic, "x"));
    }

    private Block next(String topic, long after) {
        return ask(topic, after).join();
    }

    private CompletableFuture<Block> ask(String topic, long after) {
        Audience audience = Listening.audience(topic);
        return replay.next(audience, after).toCompletableFuture();
    }
}
