package dev.tidings.broadcast;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The crowds that have something due, each visited a little in turn: a small one does not wait for a large one, and whoever's
 * turn comes later gets what is new by then with the rest.
 *
 * <p><b>Threads:</b> one sweeper.
 */
final class Visits {

    /** So long nothing else is done, and so far apart passes over all begin if there is nothing else to do; in nanoseconds. */
    static final long SLICE = Duration.ofMillis(1).toNanos();

    private final Queue<Crowd> queue = new ArrayDeque<>();
    private long passBegan = System.nanoTime() - SLICE;

    void add(Crowd crowd) {
        queue.add(crowd);
    }

    void clear() {
        queue.clear();
    }

    /** Whether all were visited. */
    boolean areOver() {
        return queue.isEmpty();
    }

    /**
     * Nanoseconds until the next pass may begin: what comes within a slice after one has begun goes out in one write each, and
     * not in one for each entry. Not after a silence: that entry goes out at once.
     */
    long untilNextPass() {
        return passBegan + SLICE - System.nanoTime();
    }

    void beginPass() {
        passBegan = System.nanoTime();
    }

    /** Makes some, for a slice at most. */
    void make() {
        long end = System.nanoTime() + SLICE;
        for (Crowd crowd = queue.poll(); crowd != null; crowd = queue.poll()) {
            if (!crowd.visitSome()) {
                queue.add(crowd);
            }
            if (System.nanoTime() - end >= 0) {
                return;
            }
        }
    }
}
