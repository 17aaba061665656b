package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.log.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How many writes a client costs, however fast entries come. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PaceTest {

    private static final int ENTRIES = 50_000;

    private final Listening hub = Listening.with(ENTRIES, ENTRIES, new SettableTime(), log -> log);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_client_is_written_to_no_more_than_once_in_a_millisecond() {
        RecordingSink client = hub.connect("a");
        await().until(() -> client.writes() > 0 && client.isFlushed());
        int before = client.writes();
        long start = System.nanoTime();
        for (int i = 0; i < ENTRIES; i++) {
            hub.publish("a", "x");
        }
        await().until(() -> client.received().size() == ENTRIES);
        long milliseconds = Duration.ofNanos(System.nanoTime() - start).toMillis();
        // A block has a size, so the first pass and one that came late may write several.
        assertThat(client.writes() - before)
                .isLessThanOrEqualTo((int) milliseconds + 2 + client.stream().length() / Block.BYTES);
    }
}
