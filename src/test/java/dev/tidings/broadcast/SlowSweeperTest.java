package dev.tidings.broadcast;

import static dev.tidings.broadcast.Listening.awaitReceived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import dev.tidings.log.FaultyEventLog;
import dev.tidings.log.SettableTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of clients whose sweeper is kept from its work while many entries come. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowSweeperTest {

    private static final int HISTORY = 200;
    private static final int DUE = 10;
    private static final int WINDOW = 64; // four times what is due, rounded up

    private FaultyEventLog log;
    private final Listening hub =
            Listening.with(HISTORY, DUE, new SettableTime(), memory -> log = new FaultyEventLog(memory));
    private final Holding holding = new Holding();

    @AfterEach
    void close() {
        holding.letGo.countDown();
        hub.close();
    }

    @Test
    void they_miss_nothing_when_the_window_has_moved_on() {
        RecordingSink busy = told("a");
        RecordingSink quiet = told("quiet");
        holdTheSweeper();
        hub.publish("quiet", "first");
        publish(2 * WINDOW);
        hub.publish("quiet", "last");
        holding.letGo.countDown();
        awaitReceived(busy, numbers(2 * WINDOW));
        awaitReceived(quiet, "first", "last");
        log.failReads();
        hub.publish("a", "live again");
        await().until(() -> busy.received().contains("live again"));
        assertThat(busy.received()).hasSize(2 * WINDOW + 1);
    }

    @Test
    void those_who_keep_up_never_read_the_log_however_many_they_are() {
        List<RecordingSink> all =
                Stream.generate(() -> hub.connect("a")).limit(200).toList();
        await().until(() -> all.stream().allMatch(each -> each.writes() > 0));
        log.failReads();
        publish(5 * DUE);
        await().until(() -> all.stream().allMatch(each -> each.received().size() == 5 * DUE));
    }

    @Test
    void those_of_a_quiet_topic_are_told_of_no_gap_when_all_that_was_missed_is_held() {
        RecordingSink quiet = told("quiet");
        RecordingSink busy = told("a");
        for (int i = 1; i <= 15; i++) {
            publish(DUE);
            int heard = i * DUE;
            await().until(() -> busy.received().size() == heard);
        }
        holdTheSweeper();
        publish(HISTORY / 2);
        holding.letGo.countDown();
        hub.publish("quiet", "all the same");
        awaitReceived(quiet, "all the same");
    }

    @Test
    void who_listens_to_nothing_is_told_of_no_gap() {
        var client = new RecordingSink();
        Subscriber subscriber = hub.broadcaster.connect(client, "a test").orElseThrow();
        client.of(subscriber);
        subscriber.say(Frame.comment("")).toCompletableFuture().join();
        holdTheSweeper();
        publish(2 * HISTORY);
        holding.letGo.countDown();
        RecordingSink busy = told("a");
        hub.publish("a", "all has passed by");
        awaitReceived(busy, "all has passed by");
        subscriber
                .say(Frame.encode(Update.of("-", "said")))
                .toCompletableFuture()
                .join();
        assertThat(client.stream()).isEqualTo(":\n\ndata: said\n\n");
    }

    @Test
    void they_need_not_read_the_log_for_what_is_in_the_window() {
        RecordingSink busy = told("a");
        log.failReads();
        holdTheSweeper();
        publish(3 * DUE);
        holding.letGo.countDown();
        awaitReceived(busy, numbers(3 * DUE));
    }

    private RecordingSink told(String topic) {
        RecordingSink client = hub.connect(topic);
        await().until(() -> client.stream().startsWith("id: ") && client.isFlushed());
        return client;
    }

    private void holdTheSweeper() {
        hub.subscribe(Optional.empty(), holding, "hold");
        await().until(() -> holding.entered.getCount() == 0);
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            hub.publish("a", "" + i);
        }
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toArray(String[]::new);
    }

    /** A sink that does what no sink may: its first write waits. */
    private static final class Holding implements Sink {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void write(byte[] block) {
            entered.countDown();
            try {
                letGo.await();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void flush() {
            // Everything is on its way.
        }

        @Override
        public void close() {
            letGo.countDown();
        }
    }
}
