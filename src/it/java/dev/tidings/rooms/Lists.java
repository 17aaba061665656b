package dev.tidings.rooms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sources that remember how they were used, by name. */
@ApplicationScoped
public class Lists {

    private final Map<String, AtomicInteger> opened = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> given = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> closed = new ConcurrentHashMap<>();

    private static AtomicInteger count(Map<String, AtomicInteger> counts, String name) {
        return counts.computeIfAbsent(name, unused -> new AtomicInteger());
    }

    int opened(String name) {
        return count(opened, name).get();
    }

    int given(String name) {
        return count(given, name).get();
    }

    int closed(String name) {
        return count(closed, name).get();
    }

    /** Numbers with so many letters behind them, like rows of a table that has to be closed. */
    Iterator<String> rows(String name, long after, long to, int bytes) {
        count(opened, name).incrementAndGet();
        return new Rows(count(given, name), count(closed, name), after, to, " " + "x".repeat(bytes));
    }

    /** The same as a publisher, which fails after the last but one if it is to. */
    Flow.Publisher<String> publisher(String name, long after, long to, boolean fails) {
        return subscriber -> subscriber.onSubscribe(
                new Numbers(count(given, name), count(closed, name), after, to, fails, subscriber));
    }

    private static final class Rows implements Iterator<String>, AutoCloseable {

        private final AtomicInteger given;
        private final AtomicInteger closed;
        private final long to;
        private final String padding;
        private long last;

        Rows(AtomicInteger given, AtomicInteger closed, long after, long to, String padding) {
            this.given = given;
            this.closed = closed;
            this.last = after;
            this.to = to;
            this.padding = padding;
        }

        @Override
        public boolean hasNext() {
            return last < to;
        }

        @Override
        public String next() {
            given.incrementAndGet();
            return ++last + padding;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private static final class Numbers implements Flow.Subscription {

        private final AtomicInteger given;
        private final AtomicInteger closed;
        private final long to;
        private final boolean fails;
        private final Flow.Subscriber<? super String> subscriber;
        private final AtomicLong asked = new AtomicLong();

        // Of whoever is giving.
        private long last;
        private boolean over;

        Numbers(
                AtomicInteger given,
                AtomicInteger closed,
                long after,
                long to,
                boolean fails,
                Flow.Subscriber<? super String> subscriber) {
            this.given = given;
            this.closed = closed;
            this.last = after;
            this.to = to;
            this.fails = fails;
            this.subscriber = subscriber;
        }

        // Who asks while another is giving leaves it to that one: signals come one after the other (Reactive Streams,
        // 1.3).
        @Override
        public void request(long count) {
            if (asked.getAndAdd(count) == 0) {
                do {
                    give();
                } while (asked.decrementAndGet() > 0);
            }
        }

        private void give() {
            if (over) {
                return;
            }
            long number = ++last;
            over = number > to || (number == to && fails);
            if (number > to) {
                subscriber.onComplete();
            } else if (over) {
                subscriber.onError(new IllegalStateException("the secret reason"));
            } else {
                given.incrementAndGet();
                subscriber.onNext(Long.toString(number));
            }
        }

        @Override
        public void cancel() {
            closed.incrementAndGet();
        }
    }
}
