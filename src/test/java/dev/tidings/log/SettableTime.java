package dev.tidings.log;

import java.time.Duration;
import java.time.Instant;

/** Clocks that stand still until a test moves them. Safe for any threads. */
public final class SettableTime implements Time {

    private volatile Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private volatile long nanos;

    @Override
    public Instant now() {
        return wall;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Time passes. */
    public synchronized void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    /** Somebody sets the wall clock; no time passes. */
    public synchronized void setWallClock(Instant to) {
        wall = to;
    }
}
