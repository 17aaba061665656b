package dev.tidings.load;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The subscribers of one run that read, by one reader or several. <b>Threads:</b> the run's. */
final class Crowd implements AutoCloseable {

    /** What a server that is asked by all at once may refuse is measured elsewhere. */
    private static final int OPENED_A_SECOND = 2000;

    private final Scenario scenario;
    private final Function<List<String>, URI> streams;
    private final List<Reader> readers; // of those whose events are counted
    private final List<Reader> all = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();

    /** @param streams the address of a stream of some topics */
    Crowd(Scenario scenario, Function<List<String>, URI> streams) {
        this.scenario = scenario;
        this.streams = streams;
        readers = Stream.generate(Reader::new).limit(scenario.readers()).toList();
        all.addAll(readers);
    }

    /** Has so many ask, one after the other. */
    void open(int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Waiting.until(start + i * TimeUnit.SECONDS.toNanos(1) / OPENED_A_SECOND);
            add(ask(""));
        }
    }

    /** Has so many ask as fast as one thread can, who come back with this id, and are due what this order says. */
    void comeBack(int count, String lastEventId, Order missed) {
        // Of their own: one that reads megabytes for them would let the others' events lie.
        var reader = new Reader();
        all.add(reader);
        // What they missed is late in any case.
        var tally = new Tally(missed, null);
        for (int i = 0; i < count; i++) {
            Subscriber subscriber = ask(lastEventId);
            subscriber.begin(tally, new Sequence(missed, 1, 0, 1));
            subscribers.add(subscriber);
            reader.add(subscriber);
        }
    }

    private Subscriber ask(String lastEventId) {
        int number = subscribers.size();
        try {
            URI stream = streams.apply(scenario.asked(number));
            return Subscriber.ask(number, stream, lastEventId, scenario.order().payload());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void add(Subscriber subscriber) {
        subscribers.add(subscriber);
        readers.get(subscriber.number() % readers.size()).add(subscriber);
    }

    /** Waits until all have been answered. */
    void awaitHeads() {
        boolean done =
                Waiting.forThat(Duration.ofSeconds(30), () -> count(Subscriber::isAnswered) == subscribers.size());
        Stream.Builder<String> refusals = Stream.builder();
        each(subscriber -> {
            if (subscriber.isGone()
                    || (subscriber.isAnswered() && !subscriber.response().isOk())) {
                refusals.add("'" + subscriber.response().status() + "'");
            }
        });
        List<String> refused = refusals.build().toList();
        if (!refused.isEmpty()) {
            throw new IllegalStateException(refused.size() + " streams were refused, or ended, with " + refused.get(0));
        }
        if (!done) {
            throw new IllegalStateException(
                    (subscribers.size() - count(Subscriber::isAnswered)) + " streams are not answered within 30 s");
        }
    }

    /** Whether everyone who will be told anything has been told something. */
    boolean allHaveHeard() {
        return count(subscriber -> !subscriber.hasHeard() && scenario.isTold(subscriber.number())) == 0;
    }

    /** Counts from the first event of this order on, for those who are there. */
    void begin(Order order, LongConsumer slowest) {
        var atLeast = new AtomicLongArray(readers.size());
        for (int i = 0; i < readers.size(); i++) {
            int own = i;
            Reader reader = readers.get(i);
            atLeast.set(own, order.first() - 1);
            reader.ask(() -> begin(order, reader, told -> {
                atLeast.set(own, told);
                slowest.accept(least(atLeast));
            }));
        }
    }

    private static long least(AtomicLongArray places) {
        long least = places.get(0);
        for (int i = 1; i < places.length(); i++) {
            least = Math.min(least, places.get(i));
        }
        return least;
    }

    private boolean begin(Order order, Reader reader, LongConsumer slowest) {
        int[] waiting = new int[order.topics()];
        List<Sequence> due = new ArrayList<>();
        for (Subscriber subscriber : reader.subscribers()) {
            int first = scenario.firstTopic(subscriber.number());
            var sequence = new Sequence(order, scenario.topics(), first, scenario.matches());
            due.add(sequence);
            sequence.topics().forEach(topic -> waiting[topic]++);
        }
        var tally = new Tally(order, order.isSaturated() ? new Arrivals(order, waiting) : null);
        for (int i = 0; i < due.size(); i++) {
            reader.subscribers().get(i).begin(tally, due.get(i));
        }
        reader.count(tally, slowest);
        return true;
    }

    /** How many of them are so. */
    long count(Predicate<Subscriber> what) {
        return all.stream()
                .mapToLong(reader -> reader.ask(
                        () -> reader.subscribers().stream().filter(what).count()))
                .sum();
    }

    /** Does something to each, while it is not read for. */
    void each(java.util.function.Consumer<Subscriber> what) {
        all.forEach(reader -> reader.ask(() -> {
            reader.subscribers().forEach(what);
            return true;
        }));
    }

    /** How many events have come since the beginning. */
    long received() {
        return latency().getTotalCount();
    }

    /** All latencies since the beginning. */
    Histogram latency() {
        var all = new Histogram(3);
        readers.forEach(
                reader -> all.add(reader.ask(() -> reader.tally().latency().copy())));
        return all;
    }

    /** Nanoseconds from when the first event was due until the last one came. */
    long duration() {
        long first = readers.stream()
                .mapToLong(reader -> reader.ask(() -> reader.tally().first()))
                .min()
                .orElseThrow();
        long last = readers.stream()
                .mapToLong(reader -> reader.ask(() -> reader.tally().last()))
                .max()
                .orElseThrow();
        return Math.max(1, last - first);
    }

    /** CPU time of the busiest reader, in nanoseconds. */
    long cpu() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return all.stream()
                .mapToLong(reader -> threads.getThreadCpuTime(reader.threadId()))
                .max()
                .orElseThrow();
    }

    @Override
    public void close() {
        all.forEach(Reader::close);
    }
}
