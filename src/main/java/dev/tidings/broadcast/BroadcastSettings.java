package dev.tidings.broadcast;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * How streams are served.
 *
 * @param sweepers threads that write; each serves its own share of the streams
 * @param streams at most so many open at once
 * @param freeTemplates at most so many different templates without a literal segment are wanted by all streams together:
 *     every update is compared with those of as many segments
 * @param due at most so many entries are kept ready for each audience; whoever is further behind reads the log
 * @param windowBytes at most so many bytes of the newest entries are kept ready for all audiences together
 * @param heartbeat a stream that was sent nothing for so long is sent a comment
 * @param stall a client that takes nothing for so long is closed
 * @param lifetime streams are ended after about this time, a fifth more or less, so that not all come back at once
 * @param gapsPerMinute a client that is overrun more often is closed
 * @param saidBytes at most so much may wait of what is said to one client alone
 */
public record BroadcastSettings(
        int sweepers,
        int streams,
        int freeTemplates,
        int due,
        long windowBytes,
        Duration heartbeat,
        Duration stall,
        Duration lifetime,
        int gapsPerMinute,
        long saidBytes) {

    private static final double JITTER = 0.2;
    private static final Duration TICK_AT_MOST = Duration.ofSeconds(1);

    // The window, which is a few times larger, is one array.
    private static final int DUE_AT_MOST = 1 << 20;

    /** Whoever lets so much wait at most is never refused. */
    public static final int SAID_AT_LEAST = 16 << 10;

    public BroadcastSettings {
        if (sweepers < 1 || streams < 1 || due < 1 || windowBytes < 1) {
            throw new IllegalArgumentException("sweepers, streams, due positions and window bytes are at least 1");
        }
        if (freeTemplates < 0 || gapsPerMinute < 0) {
            throw new IllegalArgumentException("free templates and gaps are at least 0");
        }
        if (saidBytes < SAID_AT_LEAST) {
            throw new IllegalArgumentException("tidings.stream.said-bytes is at least " + SAID_AT_LEAST);
        }
        if (due > DUE_AT_MOST) {
            throw new IllegalArgumentException("tidings.stream.due is at most " + DUE_AT_MOST + ", not " + due);
        }
    }

    /** How often the clock is looked at: nothing that has a time is late by more than a tenth of it, or a second. */
    Duration tick() {
        return Stream.of(heartbeat.dividedBy(10), stall.dividedBy(10), lifetime.dividedBy(10), TICK_AT_MOST)
                .min(Duration::compareTo)
                .orElseThrow();
    }

    Duration someLifetime() {
        double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (lifetime.toNanos() * factor));
    }
}
