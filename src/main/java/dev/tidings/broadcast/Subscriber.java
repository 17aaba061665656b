package dev.tidings.broadcast;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.tidings.event.Audience;
import dev.tidings.event.Frame;
import dev.tidings.log.Bounds;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One client: a position in the log that moves on as fast as its sink takes what is due; and before that, what is said to
 * this client alone.
 *
 * <pre>
 *              block sent, position &gt;= base              not ready
 *   behind  ------------------------------&gt;  live  ----------------&gt;  blocked
 *     |  ^                                  |  |  ^                    |  |
 *     |  +----------------------------------+  |  +--------------------+  |
 *     |      base has passed the position      |           wake           |
 *     +------------------+---------------------+--------------------------+
 *                        |
 *                        v      (one that is kicked may wait here to be told why)
 *                      ended    (client gone, stalled, lifetime over, overrun too often, closed)
 * </pre>
 *
 * <p>Being behind and being blocked are independent of each other; the drawing shows the common way.
 *
 * <p><b>Threads:</b> what is public may be called from anywhere and returns at once, except {@link #listen}, which may
 * read the log; everything else happens on one sweeper thread.
 *
 * <p><b>Order:</b> that of its {@link Course}; what is {@link #say said} goes out in its own order, before what is due
 * by then.
 *
 * <p><b>Failure:</b> whatever goes wrong ends this stream, and no other.
 *
 * <p><b>Memory:</b> a few hundred bytes, the one block of a replay that it is waiting to send, and what was said and is not
 * sent yet, within a bound.
 */
public final class Subscriber {

    private static final System.Logger LOG = System.getLogger(Subscriber.class.getName());

    /** After so many blocks in a row it is the others' turn. */
    private static final int BLOCKS_IN_A_ROW = 2;

    private static final byte[] HEARTBEAT = {':', '\n'};

    // Set once.
    private final Outlet outlet;
    private final Sweeper sweeper;
    private final Object caller;
    private final Optional<String> startsAfter;
    private final Outbox outbox;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    // Written by the sweeper, read by any thread.
    private volatile Audience audience; // its crowd's, once it has one: equal ones are held once

    // Written by any thread, read by the sweeper.
    private volatile long endsAt;
    private final AtomicBoolean waitsForAttention = new AtomicBoolean();
    private final AtomicReference<Listening> listening = new AtomicReference<>();
    private volatile Closing closing;

    // The sweeper's only.
    int place; // among the crowd's subscribers
    private Crowd crowd;
    private Course course;
    private boolean isLeaving; // was kicked, and waits to be told why
    private boolean ended;

    Subscriber(Audience audience, Resumption resumption, Sink sink, Sweeper sweeper, Object caller) {
        this.audience = audience;
        this.outlet = new Outlet(sink, sweeper.time());
        this.sweeper = sweeper;
        this.caller = caller;
        this.startsAfter = resumption.startsAfter();
        this.course = course(resumption);
        this.outbox = new Outbox(sweeper.settings().saidBytes());
        this.endsAt = sweeper.now() + sweeper.settings().someLifetime().toNanos();
    }

    /** Who this is, as it was said when subscribing. */
    public Object caller() {
        return caller;
    }

    /** What it listens to, and may hear. */
    public Audience audience() {
        return audience;
    }

    /**
     * What the stream began after: an id, or {@link dev.tidings.event.Update#EARLIEST} if it is all that is held; empty if it
     * listened to nothing.
     */
    public Optional<String> startsAfter() {
        return startsAfter;
    }

    /** The sink has become ready. */
    public void wake() {
        outlet.wake();
        sweeper.attend(this);
    }

    /**
     * Sends a frame to this client alone, before what is due to it.
     *
     * @return completed when the sink has taken it, by the sweeper: what is to follow must not block. Fails when it never
     *     will be; so does everything else that waits, if more was said than may wait, since the client is then closed: it
     *     must not miss one thing and get the next.
     */
    public CompletionStage<Void> say(Frame frame) {
        var sent = new CompletableFuture<Void>();
        if (outbox.add(frame, sent)) {
            sweeper.attend(this);
        } else {
            sent.completeExceptionally(new StreamOverException(Ending.OVERRUN));
            close(Ending.OVERRUN);
        }
        return sent;
    }

    /** Ends the stream when all that was said has been sent. */
    public void finish() {
        outbox.finish();
        sweeper.attend(this);
    }

    /**
     * Has an audience's entries sent from now on, instead of those of the one before.
     *
     * @param lastEventId the last id that the client has, if it has heard nothing from the log yet; may block then, as
     *     {@link Broadcaster#subscribe} does. One that listens already goes on where it stands.
     */
    public void listen(Audience other, Optional<String> lastEventId) {
        Resumption from = sweeper.resumption(lastEventId);
        // One that was not attended to yet keeps its beginning.
        listening.updateAndGet(waiting -> new Listening(other, waiting == null ? from : waiting.from));
        sweeper.attend(this);
    }

    /**
     * Ends the stream, and nothing that is due to it or was said goes out any more. The client is told why, unless its
     * connection takes nothing for half a second. One that is closed already, or kicked, goes on with that.
     */
    public void kick(Frame why) {
        close(new Closing(Ending.KICKED, Optional.of(why)));
    }

    /**
     * Completed with the reason when the stream has ended, by the sweeper, just before the sink is closed: what is to follow
     * must not block.
     */
    public CompletionStage<Ending> ending() {
        return ending.minimalCompletionStage();
    }

    /** Ends the stream, and closes the sink. */
    public void close() {
        close(Ending.CLOSED);
    }

    /** The connection is gone: forgets the sink without another write. */
    public void gone() {
        close(Ending.GONE);
    }

    private void close(Ending reason) {
        close(new Closing(reason, Optional.empty()));
    }

    // The first holds: who was told why must not lose the reason to whatever follows, as the end of a session. But
    // nothing is said to a connection that is gone.
    private void close(Closing way) {
        synchronized (this) {
            if (closing == null || way.reason == Ending.GONE) {
                closing = way;
            }
        }
        sweeper.attend(this);
    }

    /**
     * Ends the stream within this time at the latest; its lifetime may be over before. Asked for more than once, the soonest
     * holds.
     */
    public synchronized void endWithin(Duration time) {
        // A tick sooner, since whether it is over is only looked at so often.
        Duration left = time.minus(sweeper.settings().tick());
        long nanos = Math.min(Math.max(0, NANOSECONDS.convert(left)), Long.MAX_VALUE / 4);
        long soonest = sweeper.now() + nanos;
        if (soonest - endsAt < 0) {
            endsAt = soonest;
        }
    }

    Course course() {
        return course;
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
        Closing way = closing;
        if (way != null) {
            guard(() -> leave(way));
            return;
        }
        Listening next = listening.getAndSet(null);
        if (next != null) {
            move(next);
        }
        if (crowd == null) {
            crowd = sweeper.join(this, audience);
            audience = crowd.audience;
        }
        drive();
    }

    // A stream that has begun this moment takes nothing yet, and one with much on its way nothing now.
    private void leave(Closing way) throws IOException {
        if (way.lastWord.isEmpty() || tell(way.lastWord.get())) {
            end(way.reason);
        } else if (!isLeaving) {
            isLeaving = true;
            leaveCrowd();
            sweeper.endSoon(this);
        }
    }

    private boolean tell(Frame lastWord) throws IOException {
        if (outlet.isBlocked() || !outlet.flush() || !outlet.isReady()) {
            return false;
        }
        outlet.write(lastWord.bytes());
        outlet.flush();
        return true;
    }

    private void leaveCrowd() {
        if (crowd != null) {
            crowd.leave(this);
            crowd = null;
        }
    }

    private void move(Listening next) {
        leaveCrowd();
        if (audience.isNothing()) {
            course = course(next.from);
        } else {
            course.forgetReplay();
        }
        sweeper.counters().moved(audience, next.audience);
        audience = next.audience;
    }

    private Course course(Resumption resumption) {
        return new Course(resumption, sweeper, () -> sweeper.attend(this));
    }

    /** Has it served in its turn, whether or not a visit is still to come. */
    void askForAttention() {
        sweeper.attend(this);
    }

    /** There is something new. One that waits for attention gets it then, or a whole herd would go first. */
    void visited() {
        if (!waitsForAttention.get()) {
            drive();
        }
    }

    /** Sends what is due, as far as the sink takes it. */
    private void drive() {
        guard(this::send);
    }

    private void send() throws IOException, StreamOverException {
        for (int blocks = 0; !outlet.isBlocked() && outlet.flush(); blocks++) {
            byte[] said = outbox.next();
            Block due = said == null ? due() : null;
            if (said == null && due == null) {
                if (outbox.isDone()) {
                    end(Ending.CLOSED);
                }
                return;
            }
            if (blocks == BLOCKS_IN_A_ROW) {
                sweeper.attend(this);
                return;
            }
            if (!outlet.isReady()) {
                return;
            }
            if (said != null) {
                outlet.write(said);
                sweeper.counters().delivered(outbox.took());
            } else {
                outlet.write(due.bytes());
                sweeper.counters().delivered(due.events());
                course.took(due);
            }
        }
    }

    // Who listens to nothing has missed nothing, wherever it stands, and must not be told of a gap.
    private Block due() throws StreamOverException {
        return audience.isNothing() ? null : course.next(crowd);
    }

    /** What is done by the clock: ends what is over, and keeps the rest alive. */
    void tick(long now, Bounds bounds) {
        if (outlet.isBlockedFor(sweeper.settings().stall(), now)) {
            end(Ending.STALLED);
        } else if (now - endsAt >= 0) {
            end(Ending.LIFETIME);
        } else if (!outlet.isBlocked()) {
            guard(() -> keepAlive(now, bounds));
        }
    }

    private void keepAlive(long now, Bounds bounds) throws IOException, StreamOverException {
        if (!audience.isNothing()) {
            if (!course.isUpToDate(crowd)) {
                return;
            }
            course.refreshId(bounds);
        }
        send();
        boolean isSilent = outlet.isSilentFor(sweeper.settings().heartbeat(), now);
        if (isSilent && !ended && !outlet.isBlocked() && outlet.isReady()) {
            outlet.write(HEARTBEAT);
            send();
        }
    }

    private void guard(Work work) {
        try {
            work.run();
        } catch (StreamOverException over) {
            end(over.reason());
        } catch (IOException clientLeft) {
            end(Ending.GONE);
        } catch (RuntimeException | Error unexpected) {
            // Errors too (a class that is gone while the server stops): thrown on, one would keep the crowds behind
            // this stream, and the clock, from their turn for ever.
            LOG.log(System.Logger.Level.ERROR, "a stream failed and is closed", unexpected);
            end(Ending.FAILED);
        }
    }

    /** Ends the stream for a reason; whoever visits the crowd must bear that it shrinks. */
    void end(Ending reason) {
        if (ended) {
            return;
        }
        ended = true;
        leaveCrowd();
        sweeper.ended(this, reason, audience);
        outbox.close(reason);
        // Before the client can see it: one that comes back at once finds the place that it had.
        ending.complete(reason);
        if (reason != Ending.GONE) {
            outlet.close();
        }
    }

    /** What another thread asked to be sent from now on. */
    private record Listening(Audience audience, Resumption from) {}

    /** How another thread asked to end the stream. */
    private record Closing(Ending reason, Optional<Frame> lastWord) {}

    /** Something that may end the stream. */
    private interface Work {
        void run() throws IOException, StreamOverException;
    }
}
