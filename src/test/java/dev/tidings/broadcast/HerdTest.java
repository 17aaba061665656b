package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What do those notice who are up to date, when many come back at once from far behind? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HerdTest {

    private static final int BLOCKS = 32;

    private final Listening hub = Listening.with(1000, 1000);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void what_is_new_reaches_those_who_are_there_long_before_the_herd_has_caught_up() {
        String start = hub.publish("a", "first").toString();
        for (int i = 0; i < BLOCKS; i++) {
            hub.publish("a", i + " ".repeat(Block.BYTES));
        }
        var there = new Witness();
        hub.subscribe(Optional.empty(), there, "a");
        List<RecordingSink> herd =
                Stream.generate(() -> hub.resume(start, "a")).limit(100).toList();
        there.herd = herd;
        await().pollInterval(Duration.ofMillis(1)).until(() -> writes(herd) > herd.size());
        hub.publish("a", "new");
        int before = writes(herd);
        await().until(() -> hub.broadcaster.statistics().delivered() == herd.size() * (BLOCKS + 1) + 1);
        assertThat(there.writesOfTheHerd - before).isLessThan(herd.size());
    }

    private static int writes(List<RecordingSink> herd) {
        return herd.stream().mapToInt(RecordingSink::writes).sum();
    }

    /** Notes how far the herd has got when it was sent something for the last time. */
    private static final class Witness implements Sink {

        private volatile List<RecordingSink> herd = List.of();
        private volatile int writesOfTheHerd;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void write(byte[] block) {
            writesOfTheHerd = writes(herd);
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
