package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.Frame;
import dev.tidings.log.Bounds;
import dev.tidings.log.PositionLostException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client: a position in the log that moves on as fast as its sink takes what is due.
 *
 * <pre>
 *              block sent, position &gt;= base              not ready
 *   behind  ------------------------------&gt;  live  ----------------&gt;  blocked
 *     |  ^                                  |  |  ^                    |  |
 *     |  +----------------------------------+  |  +--------------------+  |
 *     |      base has passed the position      |           wake           |
 *     +------------------+---------------------+--------------------------+
 *                        v
 *                      ended    (client gone, stalled, lifetime over, overrun too often, closed)
 * </pre>
 *
 * <p>Being behind and being blocked are independent of each other; the drawing shows the common way.
 *
 * <p><b>Threads:</b> {@link #wake} and {@link #close} may be called from anywhere and return at once; everything else
 * happens on one sweeper thread.
 *
 * <p><b>Order:</b> every update that its audience sees, after the position it began with, exactly once and in the order of
 * the log; where that cannot be, a gap event in its place.
 *
 * <p><b>Memory:</b> a few hundred bytes, and the one block of a replay that it is waiting to send.
 */
public final class Subscriber {

    private static final System.Logger LOG = System.getLogger(Subscriber.class.getName());

    /** After so many blocks in a row it is the others' turn. */
    private static final int BLOCKS_IN_A_ROW = 8;

    private static final byte[] HEARTBEAT = {':', '\n'};
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    // Set once.
    private final Audience audience;
    private final Sink sink;
    private final Sweeper sweeper;
    private final Object caller;

    // Written by any thread, read by the sweeper.
    private final AtomicBoolean waitsForAttention = new AtomicBoolean();
    private volatile boolean woken;
    private volatile Ending closing;
    private volatile Answer answer;

    // The sweeper's only.
    int place; // among the crowd's subscribers
    private Crowd crowd;
    private long position;
    private long lastId; // the position of the last id that the client was sent
    private Block announcement; // goes before anything else; null if there is none
    private boolean asked; // for a replay, which is not answered or not yet written
    private boolean wasLive;
    private boolean needsFlush;
    private boolean isBlocked;
    private long blockedAt;
    private long wroteAt;
    private long gapsSince;
    private int gaps;
    private final long endsAt;
    private boolean ended;

    /** What a replay came to: a block, or a failure. */
    private record Answer(Block block, Throwable failure) {}

    Subscriber(Audience audience, Resumption resumption, Sink sink, Sweeper sweeper, Object caller) {
        this.audience = audience;
        this.sink = sink;
        this.sweeper = sweeper;
        this.caller = caller;
        this.position = resumption.position();
        this.lastId = position;
        this.announcement = resumption.announcement().map(this::announce).orElse(null);
        this.wroteAt = sweeper.now();
        this.gapsSince = wroteAt;
        this.endsAt = wroteAt + sweeper.settings().someLifetime().toNanos();
    }

    public Audience audience() {
        return audience;
    }

    /** Who this is, as it was said when subscribing. */
    public Object caller() {
        return caller;
    }

    /** The sink has become ready. */
    public void wake() {
        woken = true;
        sweeper.attend(this);
    }

    /** Ends the stream, and closes the sink. */
    public void close() {
        close(Ending.CLOSED);
    }

    /** The connection is gone: forgets the sink without another write. */
    public void gone() {
        close(Ending.GONE);
    }

    void close(Ending reason) {
        closing = reason;
        sweeper.attend(this);
    }

    long position() {
        return position;
    }

    /** Moves on to a position up to which nothing is due. */
    void standAt(long there) {
        position = Math.max(position, there);
    }

    /** Notes that it waits for attention; returns whether it did not already. */
    boolean queueOnce() {
        return waitsForAttention.compareAndSet(false, true);
    }

    /** Does what other threads asked for, and then whatever there is to do. */
    void attended() {
        // First, so that a request that comes from here on queues it again.
        waitsForAttention.set(false);
        if (ended) {
            return;
        }
        if (closing != null) {
            end(closing);
            return;
        }
        if (crowd == null) {
            crowd = sweeper.join(this);
        }
        drive();
    }

    /** Sends what is due, as far as the sink takes it. */
    void drive() {
        try {
            send();
        } catch (IOException clientLeft) {
            end(Ending.GONE);
        } catch (RuntimeException | Error unexpected) {
            // Errors too (a class that is gone while the server stops): thrown on, one would keep the crowds behind
            // this
            // one, and the clock, from their turn for ever.
            LOG.log(System.Logger.Level.ERROR, "a stream failed and is closed", unexpected);
            end(Ending.FAILED);
        }
    }

    private void send() throws IOException {
        int blocks = 0;
        while (!ended && (!isBlocked || woken)) {
            Block next = needsFlush ? null : next();
            if ((next == null && !needsFlush) || !isReady()) {
                return;
            }
            if (needsFlush) {
                sink.flush();
                needsFlush = false;
            } else if (blocks++ == BLOCKS_IN_A_ROW) {
                sweeper.attend(this);
                return;
            } else {
                write(next);
            }
        }
    }

    private boolean isReady() throws IOException {
        // Before asking, so that a wake that follows the answer is not lost.
        woken = false;
        boolean ready = sink.isReady();
        if (!ready && !isBlocked) {
            blockedAt = sweeper.now();
        }
        isBlocked = !ready;
        return ready;
    }

    private void write(Block block) throws IOException {
        sink.write(block.bytes());
        needsFlush = true;
        wroteAt = sweeper.now();
        sweeper.counters().delivered(block.events());
        took(block);
    }

    private void took(Block block) {
        if (announcement != null) {
            announcement = null;
        } else {
            answer = null;
            asked = false;
        }
        position = Math.max(position, block.to());
        lastId = Math.max(lastId, block.lastId());
    }

    /** What goes out next, or null if there is nothing at this moment. */
    private Block next() {
        if (announcement != null) {
            return announcement;
        }
        while (asked) {
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
            ask();
        } else {
            wasLive = true;
        }
        return due;
    }

    private void ask() {
        asked = true;
        answer = null;
        sweeper.replay().next(audience, position).whenComplete((block, failure) -> {
            answer = new Answer(block, failure);
            sweeper.attend(this);
        });
    }

    private Block failed(Throwable failure) {
        asked = false;
        answer = null;
        if (failure instanceof PositionLostException lost) {
            return gap(lost.bounds());
        }
        LOG.log(System.Logger.Level.WARNING, "the history cannot be read; a stream is closed", failure);
        end(Ending.FAILED);
        return null;
    }

    private Block gap(Bounds bounds) {
        long now = sweeper.now();
        if (now - gapsSince > MINUTE) {
            gapsSince = now;
            gaps = 0;
        }
        if (++gaps > sweeper.settings().gapsPerMinute()) {
            end(Ending.OVERRUN);
            return null;
        }
        sweeper.counters().gap();
        String requested = bounds.id(position).toString();
        // One that has not caught up yet wants all there is; one that was live wants to be live again.
        Gap gap = wasLive
                ? new Gap(Gap.Reason.OVERRUN, requested, bounds, bounds.latest())
                : new Gap(Gap.Reason.EXPIRED, requested, bounds, bounds.floor());
        position = gap.resumesAfter();
        announcement = announce(gap.frame());
        return announcement;
    }

    private Block announce(Frame frame) {
        return new Block(frame.bytes(), position, position, 0);
    }

    /** What is done by the clock: ends what is over, and keeps the rest alive. */
    void tick(long now, Bounds bounds) {
        if (isBlocked && !woken && now - blockedAt >= sweeper.settings().stall().toNanos()) {
            end(Ending.STALLED);
        } else if (now - endsAt >= 0) {
            end(Ending.LIFETIME);
        } else if (!isBlocked && next() == null && !ended && !asked) {
            announcement = overdue(now, bounds);
            drive();
        }
    }

    private Block overdue(long now, Bounds bounds) {
        if (lastId < bounds.middle()) {
            // Nothing is due up to here, so the client may stand here; its last id would soon be too old to come back
            // with.
            standAt(sweeper.scanned());
            return announce(Frame.of(bounds.id(position)));
        }
        boolean silent = now - wroteAt >= sweeper.settings().heartbeat().toNanos();
        return silent ? new Block(HEARTBEAT, position, 0, 0) : null;
    }

    /** Ends the stream for a reason; whoever visits the crowd must bear that it shrinks. */
    void end(Ending reason) {
        if (ended) {
            return;
        }
        ended = true;
        if (crowd != null) {
            crowd.leave(this);
        }
        sweeper.counters().ended(reason);
        if (reason != Ending.GONE) {
            closeSink();
        }
    }

    private void closeSink() {
        try {
            sink.close();
        } catch (RuntimeException | Error unexpected) {
            LOG.log(System.Logger.Level.ERROR, "a sink cannot be closed", unexpected);
        }
    }
}
