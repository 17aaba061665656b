package dev.tidings.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many a second for each key, and some more at once: a token bucket, kept as the moment at which it will be full again.
 *
 * <p><b>Threads:</b> safe for any.
 *
 * <p><b>Memory:</b> an entry for each key that was let in of late, within a bound. A bucket that is full is forgotten, as a
 * new one would be full, too. When there is no room, all keys that are not known share one bucket: then strangers stand in each
 * other's way, but in nobody else's, and all of them together are still held to the rate.
 */
public final class Throttle {

    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** How often it is looked for full buckets, at most. */
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    /** The bucket of all who have none of their own. */
    private static final Object STRANGERS = new Object();

    // Set once.
    private final int perSecond;
    private final long interval;
    private final long depth;
    private final int remembered;
    private final LongSupplier nanos;
    private final long start;

    // Guarded by "this".
    private final Map<Object, Long> fullAt = new HashMap<>(); // nanoseconds after the start
    private long lookedAt = -PAUSE;

    /**
     * Begins with full buckets.
     *
     * @param perSecond for each key, at least 1
     * @param burst a bucket holds what the rate gives in this time, and at least one
     * @param remembered so many keys at most
     * @param nanos a monotonic clock
     */
    public Throttle(int perSecond, Duration burst, int remembered, LongSupplier nanos) {
        if (perSecond < 1 || remembered < 1) {
            throw new IllegalArgumentException("at least one a second, and room for at least one key");
        }
        this.perSecond = perSecond;
        this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.depth = Math.max(interval, burst.toNanos());
        this.remembered = remembered;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Lets one in, or says how long it is to wait; zero is in. Who is not let in pays nothing. */
    public Duration admit(Object key) {
        return perSecond == UNLIMITED ? Duration.ZERO : Duration.ofNanos(waiting(key));
    }

    private synchronized long waiting(Object key) {
        long now = nanos.getAsLong() - start;
        Object bucket = fullAt.containsKey(key) || hasRoom(now) ? key : STRANGERS;
        long full = Math.max(now, fullAt.getOrDefault(bucket, now)) + interval;
        long early = full - now - depth;
        if (early > 0) {
            return early;
        }
        fullAt.put(bucket, full);
        return 0;
    }

    private boolean hasRoom(long now) {
        if (fullAt.size() >= remembered && now - lookedAt >= PAUSE) {
            lookedAt = now;
            fullAt.values().removeIf(full -> full <= now);
        }
        return fullAt.size() < remembered;
    }

    /** How many buckets are remembered; one more than allowed, if there are strangers. */
    public synchronized int keys() {
        return fullAt.size();
    }
}
