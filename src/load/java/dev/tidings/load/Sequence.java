package dev.tidings.load;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The numbers that one subscriber is due, and has got: what was lost, came twice, or came late. Each of its topics has an order
 * of its own. <b>Threads:</b> one.
 */
final class Sequence {

    /** Of these it is known later whether they came late; of more they are just lost. */
    private static final int REMEMBERED = 10_000;

    private final Order order;
    private final int topics;
    private final int firstTopic;
    private final long[] next; // for each topic that it hears
    private final Set<Long> missing = new HashSet<>();
    private long lost;
    private long doubled;
    private long reordered;
    private long foreign;

    /**
     * Of a subscriber to some topics in a row.
     *
     * @param topics how many there are; the order may publish to fewer
     */
    Sequence(Order order, int topics, int firstTopic, int matches) {
        this.order = order;
        this.topics = topics;
        this.firstTopic = firstTopic;
        next = new long[matches];
        for (int i = 0; i < matches; i++) {
            int topic = (firstTopic + i) % topics;
            next[i] = topic < order.topics() ? first(topic) : Long.MAX_VALUE;
        }
    }

    private long first(int topic) {
        return order.first() + Math.floorMod(topic - order.first(), (long) order.topics());
    }

    /** Takes a number; returns how many of its topic are done with that were not: it, and those lost before it. */
    int take(long sequence) {
        int own = topics == 1 ? 0 : Math.floorMod(order.topicOf(sequence) - firstTopic, topics);
        if (own >= next.length) {
            foreign++;
            return 0;
        }
        long expected = next[own];
        if (sequence < expected) {
            late(sequence);
            return 0;
        }
        next[own] = sequence + order.topics();
        return sequence == expected ? 1 : 1 + skip(expected, sequence);
    }

    private int skip(long from, long to) {
        long skipped = (to - from) / order.topics();
        lost += skipped;
        for (long each = from; each < to && missing.size() < REMEMBERED; each += order.topics()) {
            missing.add(each);
        }
        return Math.toIntExact(skipped);
    }

    private void late(long sequence) {
        if (missing.remove(sequence)) {
            lost--;
            reordered++;
        } else {
            doubled++;
        }
    }

    /** Those that it hears and that are published to. */
    IntStream topics() {
        return IntStream.range(firstTopic, firstTopic + next.length)
                .map(topic -> topic % topics)
                .filter(topic -> topic < order.topics());
    }

    /** How many of the numbers up to this one have not come. */
    long lost(long last) {
        long behind = 0;
        for (long expected : next) {
            behind += expected <= last ? (last - expected) / order.topics() + 1 : 0;
        }
        return lost + behind;
    }

    /** The highest that has come; of a subscriber to one topic. */
    long newest() {
        return next[0] - 1;
    }

    long doubled() {
        return doubled;
    }

    long reordered() {
        return reordered;
    }

    /** Of topics that it does not hear. */
    long foreign() {
        return foreign;
    }
}
