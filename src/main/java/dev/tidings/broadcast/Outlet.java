package dev.tidings.broadcast;

import dev.tidings.log.Time;
import java.io.IOException;
import java.time.Duration;

/**
 * A sink as its subscriber sees it: one write, then one flush, each when it is ready; and since when it has not been.
 *
 * <p><b>Threads:</b> {@link #wake} any; the rest one sweeper.
 */
final class Outlet {

    private static final System.Logger LOG = System.getLogger(Outlet.class.getName());

    // Set once.
    private final Sink sink;
    private final Time time;

    // Written by any thread.
    private volatile boolean woken;

    // The sweeper's only.
    private boolean needsFlush;
    private boolean isBlocked;
    private long blockedAt;
    private long wroteAt;

    Outlet(Sink sink, Time time) {
        this.sink = sink;
        this.time = time;
        this.wroteAt = time.nanos();
    }

    /** The sink has become ready. */
    void wake() {
        woken = true;
    }

    /** Whether the sink has said no, and nothing since. */
    boolean isBlocked() {
        return isBlocked && !woken;
    }

    /** Sends on its way what was written; returns whether there is nothing of that any more. */
    boolean flush() throws IOException {
        if (needsFlush && isReady()) {
            sink.flush();
            needsFlush = false;
        }
        return !needsFlush;
    }

    /** Asks the sink. */
    boolean isReady() throws IOException {
        // Before asking, so that a wake that follows the answer is not lost.
        woken = false;
        boolean ready = sink.isReady();
        if (!ready && !isBlocked) {
            blockedAt = time.nanos();
        }
        isBlocked = !ready;
        return ready;
    }

    /** Writes, after a {@code true} of {@link #isReady}. */
    void write(byte[] bytes) throws IOException {
        sink.write(bytes);
        needsFlush = true;
        wroteAt = time.nanos();
    }

    boolean isBlockedFor(Duration limit, long now) {
        return isBlocked() && now - blockedAt >= limit.toNanos();
    }

    boolean isSilentFor(Duration limit, long now) {
        return now - wroteAt >= limit.toNanos();
    }

    void close() {
        try {
            sink.close();
        } catch (RuntimeException | Error unexpected) {
            LOG.log(System.Logger.Level.ERROR, "a sink cannot be closed", unexpected);
        }
    }
}
