package dev.tidings.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting, for a time or for an event. */
final class Waiting {

    private Waiting() {}

    /** Until a moment of {@link System#nanoTime}. */
    static void until(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    static void pause(Duration time) {
        until(System.nanoTime() + time.toNanos());
    }

    /** Until something is so; false if it was not in time. */
    static boolean forThat(Duration atMost, BooleanSupplier what) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!what.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }
}
