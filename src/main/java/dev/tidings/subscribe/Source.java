package dev.tidings.subscribe;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.function.LongFunction;

/**
 * What a finite stream is made of. Its items are numbered 1 to n as they are sent, and the numbers are their ids; a client
 * that was cut off brings the last one that it has, and the source is asked for what follows. Items are sent as text if
 * they are text, as they say if they are {@code OutboundSseEvent}s (their ids are not used), and as JSON otherwise.
 *
 * <p><b>Threads:</b> the source is asked on the request's thread, and used on one of the hub's, which may block, though
 * while it does others may have to wait: see {@code tidings.application.threads}.
 */
public final class Source {

    // A stream does not live as long; and what is much longer than a life is no number of nanoseconds.
    private static final Duration LONGEST_PACE = Duration.ofDays(1);

    private final LongFunction<? extends Flow.Publisher<?>> publishers; // null if there are iterators
    private final LongFunction<? extends Iterator<?>> iterators;
    private final Duration pace;

    private Source(
            LongFunction<? extends Flow.Publisher<?>> publishers,
            LongFunction<? extends Iterator<?>> iterators,
            Duration pace) {
        this.publishers = publishers;
        this.iterators = iterators;
        this.pace = pace;
    }

    /**
     * The items that follow a number, 0 at first. A source that cannot go on where it was gives what it has.
     *
     * @param after the publisher's subscription is asked for more only while the client takes it, and cancelled when the
     *     client has gone
     */
    public static Source of(LongFunction<? extends Flow.Publisher<?>> after) {
        return new Source(after, null, Duration.ZERO);
    }

    /**
     * The items that follow a number, 0 at first.
     *
     * @param after the iterator is asked for more only while the client takes it, and dropped when the client has gone;
     *     closed then, and at its end, if it is {@code AutoCloseable}
     */
    public static Source ofIterator(LongFunction<? extends Iterator<?>> after) {
        return new Source(null, after, Duration.ZERO);
    }

    /**
     * The same, but asked for no more than one item in so long a time, on average.
     *
     * @throws IllegalArgumentException if it is negative, or longer than a day
     */
    public Source every(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST_PACE) > 0) {
            throw new IllegalArgumentException("a source is asked again after a time from 0 to one day, not " + time);
        }
        return new Source(publishers, iterators, time);
    }

    Duration pace() {
        return pace;
    }

    Flow.Publisher<?> after(long number) {
        return iterators == null ? publishers.apply(number) : new IteratorPublisher(iterators.apply(number));
    }

    /** Lets go of what came of {@link #after}, and nobody is to follow. */
    static void drop(Flow.Publisher<?> publisher) {
        if (publisher instanceof IteratorPublisher iterator) {
            iterator.cancel();
        }
    }
}
