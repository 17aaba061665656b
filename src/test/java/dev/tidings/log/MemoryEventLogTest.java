package dev.tidings.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract, and what the bounds of a history in memory mean. */
class MemoryEventLogTest extends EventLogContract {

    private static final Duration DAY = Duration.ofDays(1);
    private final SettableTime time = new SettableTime();

    @Override
    EventLog logOf(int entries) {
        return new MemoryEventLog(new Retention(entries, Long.MAX_VALUE / 4, DAY), time);
    }

    @Override
    int lossAfter(int entries) {
        return entries + 1;
    }

    @Test
    void holds_the_newest_by_count() {
        EventLog log = logOf(3);
        append(log, 5);
        assertThat(log.bounds()).isEqualTo(new Bounds(log.bounds().epoch(), 2, 3, 5));
    }

    @Test
    void holds_the_newest_by_bytes() {
        EventLog log = new MemoryEventLog(new Retention(1000, 10_000, DAY), time);
        append(log, 100);
        long held = log.bounds().latest() - log.bounds().floor();
        assertThat(held).isBetween(10_000L / 300, 10_000L / 256);
    }

    @Test
    void holds_the_newest_even_if_it_is_larger_than_all_room() {
        EventLog log = new MemoryEventLog(new Retention(1000, 1, DAY), time);
        append(log, 2);
        assertThat(log.bounds().floor()).isEqualTo(1);
        assertThat(log.bounds().latest()).isEqualTo(2);
    }

    @Test
    void lets_go_of_what_is_too_old_also_when_nothing_new_comes() {
        EventLog log = logOf(10);
        append(log, 1);
        time.pass(DAY.dividedBy(2));
        append(log, 1);
        time.pass(DAY.dividedBy(2).plusMillis(1));
        assertThat(log.bounds().floor()).isEqualTo(1);
        time.pass(DAY);
        assertThat(log.bounds().floor()).isEqualTo(2);
        assertThat(log.bounds().latest()).isEqualTo(2);
    }

    @Test
    void ages_by_the_time_that_passes_whatever_the_wall_clock_says() {
        EventLog log = logOf(10);
        append(log, 1);
        time.setWallClock(Instant.parse("2036-01-01T00:00:00Z"));
        append(log, 1);
        time.setWallClock(Instant.parse("1996-01-01T00:00:00Z"));
        append(log, 1);
        assertThat(log.bounds().floor()).isZero();
        assertThat(log.bounds().latest()).isEqualTo(3);
    }

    @Test
    void every_log_has_an_epoch_of_its_own() {
        assertThat(logOf(1).bounds().epoch()).isNotEqualTo(logOf(1).bounds().epoch());
    }

    @Test
    void a_follower_may_end_its_own_following_while_it_is_called() throws PositionLostException {
        EventLog log = logOf(10);
        List<EventLog.Tail> mine = new ArrayList<>();
        List<Long> heard = new ArrayList<>();
        mine.add(log.tail(0, entry -> mine.get(0).close()));
        log.tail(0, entry -> heard.add(entry.position()));
        append(log, 2);
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void half_of_a_history_without_bounds_is_never_reached() {
        EventLog log = new MemoryEventLog(new Retention(Integer.MAX_VALUE, Long.MAX_VALUE, DAY), time);
        append(log, 3);
        assertThat(log.bounds().middle()).isZero();
    }

    @Test
    void counts_all_text_of_an_entry_against_the_bytes_not_its_data_only() {
        EventLog log = new MemoryEventLog(new Retention(1000, 100_000, DAY), time);
        for (int i = 0; i < 100; i++) {
            String some = i + "x".repeat(1000);
            log.append(Update.on(some, "a" + some, "b" + some)
                    .key(some)
                    .conflationKey("c" + some)
                    .build());
        }
        assertThat(log.bounds().latest() - log.bounds().floor()).isBetween(1L, 100_000L / (5 * 2 * 1000));
    }

    private static void append(EventLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(Update.of("t", "x")).toCompletableFuture().join();
        }
    }
}
