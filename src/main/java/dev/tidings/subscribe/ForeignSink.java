package dev.tidings.subscribe;

import dev.tidings.authorize.Caller;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Ending;
import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Audience;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * A sink of the container's, behind the hub's port: it is sent one event after the other, each when the one before is done,
 * on a thread that may block.
 *
 * <p><b>Threads:</b> the sweeper writes; the sending is one thread's at a time; the container completes on any.
 *
 * <p><b>Memory:</b> one block, besides what the container holds.
 */
final class ForeignSink implements Sink {

    private static final Duration REMINDER = Duration.ofMillis(50);

    // Set once, the subscriber by join.
    private final SseEventSink sink;
    private final Workers threads;
    private final boolean isCxf;
    private volatile Subscriber subscriber;

    // Any thread.
    private volatile boolean busy;
    private volatile boolean failed;
    private volatile boolean released;

    ForeignSink(SseEventSink sink, Workers threads) {
        this.sink = sink;
        this.threads = threads;
        this.isCxf = sink.getClass().getName().contains(".cxf.");
    }

    /** Begins to hear what an audience hears, from now on; returns why that has ended, when it has. */
    CompletionStage<Ending> join(Broadcaster broadcaster, Audience audience) {
        Optional<Subscriber> place = broadcaster.subscribe(audience, Optional.empty(), this, Caller.UNKNOWN);
        if (place.isEmpty()) {
            close();
            return CompletableFuture.completedFuture(Ending.FAILED);
        }
        subscriber = place.get();
        subscriber.wake();
        if (released) {
            subscriber.close();
        }
        return subscriber.ending();
    }

    /** Lets go of the container's sink, which stays open. */
    void leave() {
        released = true;
        end();
    }

    void end() {
        Subscriber mine = subscriber;
        if (mine != null) {
            mine.close();
        }
    }

    @Override
    public boolean isReady() throws IOException {
        if (failed || sink.isClosed()) {
            throw new IOException("the container's sink is closed");
        }
        return subscriber != null && !busy;
    }

    @Override
    public void write(byte[] block) {
        busy = true;
        List<WireEvent> events = WireEvent.parse(block);
        threads.execute(() -> send(events.iterator()));
    }

    private void send(Iterator<WireEvent> events) {
        if (!events.hasNext()) {
            busy = false;
            subscriber.wake();
            return;
        }
        try {
            CompletionStage<?> sent = sink.send(sendable(events.next()));
            sent.whenComplete((done, failure) -> {
                if (failure == null) {
                    threads.execute(() -> send(events));
                } else {
                    fail();
                }
            });
            if (isCxf) {
                remind(sent.toCompletableFuture());
            }
        } catch (RuntimeException | Error refused) {
            fail();
        }
    }

    // What is sent to CXF while it finds its queue empty and goes to rest stays in the queue until the next is sent.
    private void remind(Future<?> sent) {
        if (!sent.isDone() && !sink.isClosed()) {
            var unused = threads.executeIn(REMINDER, () -> {
                if (!sent.isDone() && !sink.isClosed()) {
                    remind(sink.send(WireEvent.NOTHING).toCompletableFuture());
                }
            });
        }
    }

    // CXF writes data as it is: a line break in it would begin another field, or another event.
    private OutboundSseEvent sendable(WireEvent event) {
        return isCxf ? event.withSplitData() : event;
    }

    private void fail() {
        failed = true;
        close();
        subscriber.wake();
    }

    @Override
    public void flush() {
        // Each event is sent on its way by the container.
    }

    @Override
    public void close() {
        if (!released) {
            // It may wait for the client.
            threads.execute(sink::close);
        }
    }
}
