package dev.tidings.broadcast;

import dev.tidings.event.Frame;
import dev.tidings.log.Bounds;
import dev.tidings.log.PositionLostException;
import java.time.Duration;

/**
 * Where a subscriber stands in the log, and what it gets next: an announcement, a block of a replay, or what is due to its
 * crowd. Knows nothing of sinks.
 *
 * <p><b>Threads:</b> one sweeper; only the answer to a replay comes on another thread.
 *
 * <p><b>Order:</b> every update that the audience sees, after the position that it began with, exactly once and in the order
 * of the log; where that cannot be, a gap in its place.
 */
final class Course {

    private static final System.Logger LOG = System.getLogger(Course.class.getName());
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** What a replay came to: a block, or a failure. */
    private record Answer(Block block, Throwable failure) {}

    /** A request for a replay. The answer is written by a reader, and read by the sweeper. */
    private static final class Ask {
        private volatile Answer answer;
    }

    // Set once.
    private final Sweeper sweeper;
    private final Runnable attention;
    private final boolean tellsGaps;

    // The sweeper's only.
    private long position;
    private long lastId; // the position of the last id that the client was sent
    private Block announcement; // goes before anything else; null if there is none
    private Ask asked; // for a replay, which is not answered or not yet written; null if not
    private boolean wasLive;
    private long gapsSince;
    private int gaps;

    /** @param attention asks the sweeper for attention, from any thread */
    Course(Resumption resumption, Sweeper sweeper, Runnable attention) {
        this.sweeper = sweeper;
        this.attention = attention;
        this.tellsGaps = resumption.tellsGaps();
        this.position = resumption.position();
        this.lastId = position;
        this.gapsSince = sweeper.now();
        resumption.announcement().ifPresent(this::announce);
    }

    /** Everything that is due up to here was sent. */
    long position() {
        return position;
    }

    /** Moves on to a position up to which nothing is due. */
    void standAt(long there) {
        position = Math.max(position, there);
    }

    /**
     * What goes out next; null if there is nothing, or not yet. The same again until it {@link #took} it.
     *
     * @throws StreamOverException if it cannot go on
     */
    Block next(Crowd crowd) throws StreamOverException {
        if (announcement != null) {
            return announcement;
        }
        while (asked != null) {
            Answer answer = asked.answer;
            if (answer == null) {
                return null;
            }
            if (answer.failure != null) {
                return failed(answer.failure);
            }
            if (answer.block.bytes().length > 0) {
                return answer.block;
            }
            took(answer.block);
        }
        Block due = crowd.due(position, sweeper.scanned());
        if (position < crowd.base()) {
            ask(crowd);
        } else {
            wasLive = true;
        }
        return due;
    }

    private void ask(Crowd crowd) {
        var mine = new Ask();
        asked = mine;
        sweeper.replay().next(crowd.audience, position).whenComplete((block, failure) -> {
            mine.answer = new Answer(block, failure);
            attention.run();
        });
    }

    /** The audience is another: what was read for the one before is not for this one. */
    void forgetReplay() {
        asked = null;
    }

    /** Notes that the block which was {@link #next} has gone out. */
    void took(Block block) {
        if (announcement != null) {
            announcement = null;
        } else {
            asked = null;
        }
        standAt(block.to());
        lastId = Math.max(lastId, block.lastId());
    }

    private Block failed(Throwable failure) throws StreamOverException {
        asked = null;
        if (failure instanceof PositionLostException lost) {
            return gap(lost.bounds());
        }
        LOG.log(System.Logger.Level.WARNING, "the history cannot be read; a stream is closed", failure);
        throw new StreamOverException(Ending.FAILED);
    }

    private Block gap(Bounds bounds) throws StreamOverException {
        long now = sweeper.now();
        if (now - gapsSince > MINUTE) {
            gapsSince = now;
            gaps = 0;
        }
        if (++gaps > sweeper.settings().gapsPerMinute()) {
            throw new StreamOverException(Ending.OVERRUN);
        }
        sweeper.counters().gap();
        String requested = bounds.id(position).toString();
        // One that has not caught up yet wants all there is; one that was live wants to be live again.
        Gap gap = wasLive
                ? new Gap(Gap.Reason.OVERRUN, requested, bounds, bounds.latest())
                : new Gap(Gap.Reason.EXPIRED, requested, bounds, bounds.floor());
        standAt(gap.resumesAfter());
        return announce(gap.frame(tellsGaps));
    }

    /**
     * Whether the client has all that there is. If so, it stands where the sweeper does: what was published to others since
     * its last event is not to be read again for it, and may be gone.
     */
    boolean isUpToDate(Crowd crowd) throws StreamOverException {
        if (next(crowd) != null || asked != null) {
            return false;
        }
        standAt(sweeper.scanned());
        return true;
    }

    /** Announces the position, if the last id that the client has would soon be too old to come back with. */
    void refreshId(Bounds bounds) {
        if (lastId < bounds.middle()) {
            announce(Frame.of(bounds.id(position)));
        }
    }

    private Block announce(Frame frame) {
        announcement = new Block(frame.bytes(), position, position, 0);
        return announcement;
    }
}
