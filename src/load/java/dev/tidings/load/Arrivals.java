package dev.tidings.load;

import java.util.Arrays;

/**
 * Knows at every moment up to where all subscribers have got, at a cost that does not grow with them: it counts the arrivals of
 * each number. <b>Threads:</b> one.
 */
final class Arrivals {

    /** More than a driver's lag. */
    private static final int RING = 1 << 12;

    private final Order order;
    private final int[] subscribers; // of each topic
    private final int[] counts = new int[RING];
    private long slowest;

    /** @param subscribers of each topic that is published to */
    Arrivals(Order order, int[] subscribers) {
        this.order = order;
        this.subscribers = Arrays.copyOf(subscribers, subscribers.length);
        slowest = order.first() - 1;
    }

    /** One subscriber has got this number, or will not get it any more. */
    void arrived(long sequence) {
        if (sequence <= slowest) {
            return;
        }
        if (sequence > slowest + RING) {
            throw new IllegalStateException(
                    "event " + sequence + " came while somebody still waits for " + (slowest + 1));
        }
        counts[slot(sequence)]++;
        advance();
    }

    /** One subscriber of this topic waits for nothing more. */
    void without(int topic) {
        subscribers[topic]--;
        advance();
    }

    private void advance() {
        for (long next = slowest + 1; isComplete(next); next++) {
            counts[slot(next)] = 0;
            slowest = next;
        }
    }

    private boolean isComplete(long sequence) {
        int awaited = subscribers[order.topicOf(sequence)];
        return awaited > 0 && counts[slot(sequence)] >= awaited;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (RING - 1));
    }

    /** Everyone has this number, and those before it. */
    long slowest() {
        return slowest;
    }
}
