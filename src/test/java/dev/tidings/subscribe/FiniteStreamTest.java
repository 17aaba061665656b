package dev.tidings.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.http.JsonText;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of a source, and of its client, when not all goes well? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FiniteStreamTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int SAID_BYTES = BroadcastSettings.SAID_AT_LEAST;

    private final MemoryEventLog log = new MemoryEventLog(new Retention(100, 1 << 20, LONG), Time.SYSTEM);
    private final Broadcaster broadcaster = new Broadcaster(
            log,
            new BroadcastSettings(1, 10, 10, 10, 1 << 20, LONG, LONG, LONG, 3, SAID_BYTES),
            Thread::new,
            Time.SYSTEM);
    private final Workers threads = new Workers("a test", 1, Thread::new);
    private final Reader client = new Reader();
    private final Subscriber subscriber = broadcaster.connect(client, "a test").orElseThrow();

    @AfterEach
    void close() {
        broadcaster.close();
        threads.close();
        log.close();
    }

    private FiniteStream stream() {
        return new FiniteStream(subscriber, 0, Duration.ZERO, new JsonText(), threads);
    }

    private void follow(Flow.Publisher<?> publisher) {
        stream().follow(publisher);
    }

    private void follow(Iterator<?> items) {
        follow(Source.ofIterator(after -> items).after(0));
    }

    private void assertFailed() {
        await().until(client::isClosed);
        assertThat(client.stream()).contains("event: tidings:error").doesNotContain("tidings:end", "of no concern");
    }

    @Test
    void a_source_to_which_nobody_can_subscribe_ends_the_stream_as_failed() {
        follow((Flow.Publisher<Object>) unused -> {
            throw new IllegalStateException("of no concern");
        });
        assertFailed();
    }

    @Test
    void a_source_that_cannot_be_asked_ends_the_stream_as_failed_and_is_cancelled() {
        var source = new Unwilling();
        follow(source);
        assertFailed();
        await().until(source.cancels::get, count -> count > 0);
    }

    @Test
    void the_end_never_overtakes_an_item_whichever_threads_a_source_signals_on() {
        try (var two = new Workers("a test of two", 2, Thread::new)) {
            for (int round = 0; round < 500; round++) {
                var reader = new Reader();
                Subscriber one = broadcaster.connect(reader, "a test").orElseThrow();
                new FiniteStream(one, 0, Duration.ZERO, new JsonText(), two).follow(new Hasty(50));
                await().pollInterval(Duration.ofMillis(1)).until(reader::isClosed);
                assertThat(reader.stream()).contains("id: 50\ndata: x\n\nid: end\n");
            }
        }
    }

    @Test
    void an_iterator_that_fails_ends_the_stream_as_failed_and_is_closed() {
        var items = new Closeable(2) {
            @Override
            public Object next() {
                throw new IllegalStateException("of no concern");
            }
        };
        follow(items);
        assertFailed();
        await().until(items.closes::get, count -> count == 1);
    }

    @Test
    void an_iterator_that_does_not_close_has_come_to_its_end_all_the_same() {
        follow(new Closeable(2) {
            @Override
            public void close() {
                throw new IllegalStateException("of no concern");
            }
        });
        await().until(client::isClosed);
        assertThat(client.stream()).contains("id: 2\ndata: x\n\n", "tidings:end");
    }

    @Test
    void an_iterator_that_nobody_is_to_follow_is_closed() {
        var items = new Closeable(2);
        Source.drop(Source.ofIterator(after -> items).after(0));
        assertThat(items.closes).hasValue(1);
    }

    /** Promise: at undeployment every iterator is closed, also by threads that take no more work. */
    @Test
    void an_iterator_is_closed_while_the_threads_end() throws Exception {
        var items = new Closeable(Integer.MAX_VALUE);
        new FiniteStream(subscriber, 0, LONG, new JsonText(), threads)
                .follow(Source.ofIterator(after -> items).after(0));
        await().until(() -> client.stream().contains("id: 1\n"));
        var letGo = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                letGo.await();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        });
        broadcaster.close();
        Thread ending = new Thread(threads::close);
        ending.start();
        await().until(this::takeNoMoreWork);
        letGo.countDown();
        ending.join();
        assertThat(items.closes).hasValue(1);
    }

    private boolean takeNoMoreWork() {
        try {
            threads.execute(() -> {});
            return false;
        } catch (RejectedExecutionException ended) {
            return true;
        }
    }

    @Test
    void an_item_of_any_size_arrives_and_so_does_the_end_that_comes_at_once() {
        String large = "x".repeat(2 * SAID_BYTES);
        client.stopReading();
        var stream = stream();
        stream.onSubscribe(new Unasked());
        stream.onNext(large);
        stream.onComplete();
        client.readOn(subscriber);
        await().until(client::isClosed);
        assertThat(client.stream()).startsWith("id: 1\ndata: " + large + "\n\nid: end\nevent: tidings:end\n");
    }

    @Test
    void a_second_subscription_is_cancelled() {
        var stream = stream();
        stream.onSubscribe(new Unasked());
        var second = new Unwilling();
        stream.onSubscribe(second);
        assertThat(second.cancels).hasValue(1);
    }

    @Test
    void a_source_is_asked_again_within_a_day_and_not_before_now() {
        Source source = Source.ofIterator(after -> new Closeable(1));
        assertThatIllegalArgumentException().isThrownBy(() -> source.every(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> source.every(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    /** Does what it likes. */
    private static final class Unasked implements Flow.Subscription {

        @Override
        public void request(long count) {
            // It comes when it comes.
        }

        @Override
        public void cancel() {
            // It goes when it goes.
        }
    }

    /** Can be subscribed to, and not asked. */
    private static final class Unwilling implements Flow.Publisher<Object>, Flow.Subscription {

        final AtomicInteger cancels = new AtomicInteger();

        @Override
        public void subscribe(Flow.Subscriber<? super Object> subscriber) {
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long count) {
            throw new IllegalStateException("of no concern");
        }

        @Override
        public void cancel() {
            cancels.incrementAndGet();
        }
    }

    /** So many items, and something that must not stay open. */
    private static class Closeable implements Iterator<Object>, AutoCloseable {

        final AtomicInteger closes = new AtomicInteger();
        private int left;

        Closeable(int items) {
            left = items;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Object next() {
            left--;
            return "x";
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    /** Signals from within whichever call asks, without a look at the others. */
    private record Hasty(AtomicInteger left) implements Flow.Publisher<Object> {

        Hasty(int items) {
            this(new AtomicInteger(items));
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Object> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long one) {
                    if (left.getAndDecrement() > 0) {
                        subscriber.onNext("x");
                    } else {
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    // It holds nothing.
                }
            });
        }
    }
}
