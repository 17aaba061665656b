package dev.tidings.load;

import org.HdrHistogram.Histogram;

/** What the subscribers of one reader have got, since a moment. <b>Threads:</b> the reader's. */
final class Tally {

    private static final long MICROSECOND = 1000;
    private static final long HOUR = 3_600_000_000_000L;

    private final Order order;
    private final Arrivals arrivals; // null if nobody asks
    private final Histogram latency = new Histogram(MICROSECOND, HOUR, 3);
    private long now;
    private long first = Long.MAX_VALUE;
    private long last;

    Tally(Order order, Arrivals arrivals) {
        this.order = order;
        this.arrivals = arrivals;
    }

    /** The moment at which the next ones have come. */
    void at(long nanos) {
        now = nanos;
    }

    void add(long number, long scheduled, Sequence due) {
        if (number < order.first()) {
            // Left over from knocking.
            return;
        }
        int done = due.take(number);
        first = Math.min(first, scheduled);
        last = now;
        latency.recordValue(Math.min(HOUR, Math.max(0, now - scheduled)));
        if (arrivals != null) {
            for (long each = number - (done - 1L) * order.topics(); each <= number; each += order.topics()) {
                arrivals.arrived(each);
            }
        }
    }

    long slowest() {
        return arrivals == null ? 0 : arrivals.slowest();
    }

    /** Of these topics one subscriber less is to be waited for. */
    void without(Sequence gone) {
        if (arrivals != null) {
            gone.topics().forEach(arrivals::without);
        }
    }

    Histogram latency() {
        return latency;
    }

    /** When the first event that has come was due. */
    long first() {
        return first;
    }

    /** When the last one came. */
    long last() {
        return last;
    }
}
