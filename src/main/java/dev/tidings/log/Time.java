package dev.tidings.log;

import java.time.Instant;

/**
 * The two clocks of the house. What people read comes from {@link #now}; what is measured (age, heartbeats, stalls,
 * lifetimes) comes from {@link #nanos}, so setting the wall clock expires and closes nothing.
 */
public interface Time {

    /** The wall clock; may jump either way. */
    Instant now();

    /** A monotonic count of nanoseconds with an arbitrary origin, as {@link System#nanoTime}. */
    long nanos();

    /** The machine's clocks. */
    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };
}
