package dev.tidings.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How often is somebody let in? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ThrottleTest {

    // Anywhere, also where the count is about to turn over.
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    private Throttle throttle(int perSecond, Duration burst, int remembered) {
        return new Throttle(perSecond, burst, remembered, clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static int admitted(Throttle throttle, Object key, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += throttle.admit(key).isZero() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void who_was_silent_comes_as_often_at_once_as_the_burst_allows_and_then_at_the_rate() {
        var throttle = throttle(10, Duration.ofSeconds(2), 100);
        assertThat(admitted(throttle, "a", 100)).isEqualTo(20);
        pass(Duration.ofMillis(99));
        assertThat(admitted(throttle, "a", 100)).isZero();
        pass(Duration.ofMillis(1));
        assertThat(admitted(throttle, "a", 100)).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(admitted(throttle, "a", 100)).isEqualTo(10);
        pass(Duration.ofHours(1));
        assertThat(admitted(throttle, "a", 100)).isEqualTo(20);
    }

    @Test
    void who_is_not_let_in_is_told_when_and_loses_nothing_by_trying() {
        var throttle = throttle(2, Duration.ofMillis(1), 100);
        assertThat(throttle.admit("a")).isZero();
        pass(Duration.ofMillis(200));
        assertThat(throttle.admit("a")).isEqualTo(Duration.ofMillis(300));
        assertThat(throttle.admit("a")).isEqualTo(Duration.ofMillis(300));
        pass(Duration.ofMillis(300));
        assertThat(throttle.admit("a")).isZero();
    }

    @Test
    void others_are_not_concerned() {
        var throttle = throttle(1, Duration.ofSeconds(1), 100);
        assertThat(admitted(throttle, "a", 5)).isEqualTo(1);
        assertThat(admitted(throttle, "b", 5)).isEqualTo(1);
    }

    @Test
    void without_a_rate_everybody_comes_and_nobody_is_remembered() {
        var throttle = throttle(Throttle.UNLIMITED, Duration.ofSeconds(1), 1);
        assertThat(admitted(throttle, "a", 1000) + admitted(throttle, "b", 1000))
                .isEqualTo(2000);
        assertThat(throttle.keys()).isZero();
    }

    @Test
    void when_there_is_no_room_strangers_share_one_bucket_and_those_who_are_known_keep_theirs() {
        var throttle = throttle(1, Duration.ofSeconds(10), 100);
        for (int i = 0; i < 100; i++) {
            assertThat(admitted(throttle, i, 5)).isEqualTo(5);
        }
        int strangers = 0;
        for (int i = 1_000; i < 100_000; i++) {
            strangers += admitted(throttle, i, 1);
        }
        assertThat(strangers).isEqualTo(10);
        assertThat(throttle.keys()).isEqualTo(101);
        assertThat(admitted(throttle, 50, 100)).isEqualTo(5);
    }

    @Test
    void who_was_silent_for_long_makes_room() {
        var throttle = throttle(1, Duration.ofSeconds(10), 100);
        for (int i = 0; i < 100; i++) {
            admitted(throttle, i, i < 50 ? 1 : 10);
        }
        assertThat(admitted(throttle, "new", 100)).as("as a stranger").isEqualTo(10);
        pass(Duration.ofSeconds(1));
        assertThat(admitted(throttle, "new", 100))
                .as("with a bucket of its own")
                .isEqualTo(10);
        assertThat(throttle.keys()).isEqualTo(52);
        assertThat(admitted(throttle, 99, 100)).as("who is not forgotten").isEqualTo(1);
    }

    /** However many ask at once, with the same keys and with new ones, no bucket gives more than it holds. */
    @Test
    void no_more_come_at_once_than_the_bucket_holds() throws InterruptedException {
        var throttle = throttle(10, Duration.ofSeconds(10), 2);
        var known = new AtomicInteger();
        var strangers = new AtomicInteger();
        throttle.admit("a");
        throttle.admit("b");
        var threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            String stranger = "stranger " + i;
            threads.execute(() -> {
                for (int n = 0; n < 5_000; n++) {
                    known.addAndGet(admitted(throttle, n % 2 == 0 ? "a" : "b", 1));
                    strangers.addAndGet(admitted(throttle, stranger + n, 1));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(known.get()).isEqualTo(198);
        assertThat(strangers.get()).isEqualTo(100);
    }
}
