package dev.tidings.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Entry;
import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import dev.tidings.log.AppendException.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What every log has to do, whatever is behind it: each implementation has a test class that inherits this. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class EventLogContract {

    private EventLog log;

    /** A new, empty log that holds at least so many entries, and loses some when much more than that come. */
    abstract EventLog logOf(int entries);

    /** How many entries have to be appended to a log of so many until some are lost. */
    abstract int lossAfter(int entries);

    @BeforeEach
    void open() {
        log = logOf(1000);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void an_append_completes_with_an_id_of_the_logs_epoch() {
        EventId id = append("one");
        assertThat(id.epoch()).isEqualTo(log.bounds().epoch());
        assertThat(id.position()).isEqualTo(log.bounds().latest());
    }

    @Test
    void ids_grow_in_the_order_of_appending() {
        assertThat(append("one").position()).isLessThan(append("two").position());
    }

    @Test
    void what_was_appended_is_read_in_order_with_its_frame() throws PositionLostException {
        long before = log.bounds().latest();
        EventId first = append("one");
        EventId second = append("two");
        List<Entry> entries = log.read(before, 10);
        assertThat(entries).extracting(Entry::position).containsExactly(first.position(), second.position());
        assertThat(entries)
                .extracting(entry -> entry.frame().toString())
                .containsExactly("id: " + first + "\ndata: one\n\n", "id: " + second + "\ndata: two\n\n");
    }

    @Test
    void a_read_is_limited_and_goes_on_where_the_last_one_ended() throws PositionLostException {
        long before = log.bounds().latest();
        append("one");
        append("two");
        append("three");
        List<Entry> page = log.read(before, 2);
        assertThat(page).extracting(EventLogContract::data).containsExactly("one", "two");
        assertThat(log.read(page.get(1).position(), 2))
                .extracting(EventLogContract::data)
                .containsExactly("three");
    }

    @Test
    void there_is_nothing_after_the_latest() throws PositionLostException {
        append("one");
        assertThat(log.read(log.bounds().latest(), 10)).isEmpty();
    }

    @Test
    void a_publishers_own_id_stays_on_the_wire_and_is_found() throws PositionLostException {
        EventId id = log.append(Update.on("t").id("mine").data("one").build())
                .toCompletableFuture()
                .join();
        assertThat(log.find("mine")).hasValue(id.position());
        assertThat(log.read(id.position() - 1, 1).get(0).frame().toString()).isEqualTo("id: mine\ndata: one\n\n");
    }

    @Test
    void of_equal_ids_the_oldest_is_found() {
        Update update = Update.on("t").id("mine").build();
        EventId first = log.append(update).toCompletableFuture().join();
        log.append(update).toCompletableFuture().join();
        assertThat(log.find("mine")).hasValue(first.position());
        assertThat(log.find("other")).isEmpty();
    }

    @Test
    void the_same_key_is_appended_once() throws PositionLostException {
        long before = log.bounds().latest();
        Update update = Update.on("t").key("k").data("one").build();
        EventId first = log.append(update).toCompletableFuture().join();
        EventId again = log.append(update).toCompletableFuture().join();
        assertThat(again).isEqualTo(first);
        assertThat(log.read(before, 10)).hasSize(1);
    }

    @Test
    void what_is_lost_is_never_skipped_in_silence() throws PositionLostException {
        long before = log.bounds().latest();
        for (int i = 0; i < lossAfter(1000); i++) {
            append("x");
        }
        Bounds bounds = log.bounds();
        assertThat(bounds.floor()).isGreaterThan(before);
        assertThatExceptionOfType(PositionLostException.class)
                .isThrownBy(() -> log.read(before, 10))
                .satisfies(lost -> assertThat(lost.bounds()).isEqualTo(bounds));
        assertThatExceptionOfType(PositionLostException.class).isThrownBy(() -> log.tail(before, entry -> {}));
        assertThat(log.read(bounds.floor(), Integer.MAX_VALUE)).hasSizeGreaterThanOrEqualTo(1000);
    }

    @Test
    void the_middle_lies_between_the_floor_and_the_latest() {
        assertThat(log.bounds().middle()).isEqualTo(log.bounds().floor());
        for (int i = 0; i < lossAfter(1000); i++) {
            append("x");
        }
        Bounds bounds = log.bounds();
        assertThat(bounds.middle()).isBetween(bounds.floor() + 1, bounds.latest() - 1);
    }

    @Test
    void an_id_of_a_lost_entry_is_not_found_any_more() {
        log.append(Update.on("t").id("mine").build()).toCompletableFuture().join();
        for (int i = 0; i < lossAfter(1000); i++) {
            append("x");
        }
        assertThat(log.find("mine")).isEmpty();
    }

    @Test
    void a_follower_hears_first_what_is_held_then_what_comes() throws PositionLostException {
        long before = log.bounds().latest();
        append("held");
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        EventLog.Tail following = log.tail(before, entry -> heard.add(data(entry)));
        append("live");
        await().until(() -> heard.size() == 2);
        following.close();
        append("after");
        assertThat(heard).containsExactly("held", "live");
    }

    @Test
    void a_follower_that_fails_hears_the_next_entry_all_the_same() throws PositionLostException {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        log.tail(log.bounds().latest(), entry -> {
            heard.add(data(entry));
            throw new IllegalStateException("on purpose");
        });
        append("one");
        append("two");
        await().until(() -> heard.equals(List.of("one", "two")));
    }

    @Test
    void followers_and_readers_agree_on_one_order_while_many_append() throws Exception {
        int appenders = 4;
        int each = 200;
        long before = log.bounds().latest();
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(appenders);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<List<Long>>> ids = new ArrayList<>();
        for (int i = 0; i < appenders; i++) {
            ids.add(threads.submit(() -> {
                go.await();
                List<Long> mine = new ArrayList<>();
                for (int n = 0; n < each; n++) {
                    mine.add(append("x").position());
                }
                return mine;
            }));
        }
        go.countDown();
        log.tail(before, entry -> heard.add(entry.position()));
        for (Future<List<Long>> mine : ids) {
            assertThat(mine.get(30, TimeUnit.SECONDS)).isSorted();
        }
        threads.shutdown();
        await().until(() -> heard.size() >= appenders * each);
        assertThat(heard).isSorted().hasSize(appenders * each);
        assertThat(new HashSet<>(heard)).hasSize(appenders * each);
        assertThat(log.read(before, Integer.MAX_VALUE))
                .extracting(Entry::position)
                .isEqualTo(heard);
    }

    @Test
    void a_closed_log_refuses() {
        log.close();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> append("late"))
                .havingCause()
                .isInstanceOfSatisfying(
                        AppendException.class,
                        refused -> assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED));
    }

    private EventId append(String data) {
        return log.append(Update.of("t", data)).toCompletableFuture().join();
    }

    private static String data(Entry entry) {
        return entry.update().data();
    }
}
