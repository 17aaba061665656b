package dev.tidings.subscribe;

import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Ending;
import dev.tidings.broadcast.StreamOverException;
import dev.tidings.event.Audience;
import dev.tidings.event.EventId;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.Update;
import dev.tidings.http.JsonText;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A JAX-RS broadcaster that is a view of the hub: what it broadcasts is published to its topic, and the sinks that are
 * registered with it hear its topic, whoever publishes to it. Any number of views of a topic are one to the listeners; each
 * has its own sinks and its own listeners for what becomes of them.
 *
 * <p><b>Threads:</b> safe for any. Nobody waits for a client; the listeners of {@link #onClose} and {@link #onError} are
 * called on a thread of the hub's, where a slow one delays no stream.
 *
 * <p><b>Order:</b> every sink gets the events in the same order.
 *
 * <p><b>Failure:</b> a sink whose client has gone, or takes nothing, is closed and forgotten; no other notices.
 */
public final class TopicBroadcaster implements SseBroadcaster {

    private static final System.Logger LOG = System.getLogger(TopicBroadcaster.class.getName());

    /** How a sink begins to hear, stops to hear and goes on otherwise, or is ended. */
    private record Membership(Supplier<CompletionStage<Ending>> join, Runnable leave, Runnable end) {}

    // Set once.
    private final String topic;
    private final TopicMatcher heard;
    private final Broadcaster broadcaster;
    private final Function<Update, CompletionStage<EventId>> publisher;
    private final JsonText json;
    private final StreamThreads threads;

    // Any thread.
    private final Map<SseEventSink, Membership> sinks = new ConcurrentHashMap<>();
    private final List<Consumer<SseEventSink>> onClose = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<SseEventSink, Throwable>> onError = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * A view.
     *
     * @param topic what is broadcast is published to this topic
     * @param heard what its sinks hear
     * @throws IllegalArgumentException if nothing can be published to such a topic
     */
    public TopicBroadcaster(
            String topic,
            TopicMatcher heard,
            Broadcaster broadcaster,
            Function<Update, CompletionStage<EventId>> publisher,
            JsonText json,
            StreamThreads threads) {
        this.topic = Update.of(topic, "").topics().get(0);
        this.heard = heard;
        this.broadcaster = broadcaster;
        this.publisher = publisher;
        this.json = json;
        this.threads = threads;
    }

    /** Is told of a sink that failed: its client has gone or takes nothing, or a container's found no place. */
    @Override
    public void onError(BiConsumer<SseEventSink, Throwable> listener) {
        requireOpen();
        onError.add(listener);
    }

    /** Is told of every sink that has ended, once, for whatever reason. */
    @Override
    public void onClose(Consumer<SseEventSink> listener) {
        requireOpen();
        onClose.add(listener);
    }

    /**
     * Has a sink hear what is published from now on. One of {@link Streams#open} whose client came back with an id goes on
     * after that; one of the container's is sent to in its own way, on another thread. A second time changes nothing.
     *
     * @throws IllegalStateException if the broadcaster is closed, or closes meanwhile; the sink is left as it is, or ended
     *     with the others
     */
    @Override
    public void register(SseEventSink sink) {
        requireOpen();
        Membership mine = membership(sink);
        if (sinks.putIfAbsent(sink, mine) != null) {
            return;
        }
        if (sink.isClosed()) {
            over(sink, Ending.CLOSED);
            return;
        }
        join(sink, mine);
        if (closed) {
            leave(sink);
            requireOpen();
        }
    }

    private void join(SseEventSink sink, Membership mine) {
        try {
            mine.join.get().thenAccept(reason -> over(sink, reason));
        } catch (RuntimeException unreadable) {
            sinks.remove(sink);
            throw unreadable;
        }
    }

    private Membership membership(SseEventSink sink) {
        if (sink instanceof EventSink ours) {
            return new Membership(() -> ours.join(this, heard), () -> ours.leave(this), ours::close);
        }
        var adapter = new ForeignSink(sink, threads.application());
        var audience = Audience.ofPublic(Set.of(heard));
        return new Membership(() -> adapter.join(broadcaster, audience), adapter::leave, adapter::end);
    }

    /**
     * Publishes an event to the topic: text as it is, other data as JSON. An event that is only a comment goes nowhere: the
     * hub keeps streams alive by itself.
     *
     * @return completed when the log has it; who has received it, nobody waits for
     * @throws IllegalArgumentException if the event must not be published as it is, naming the cause, as does whatever else
     *     is thrown: it is too large, or its data cannot be written as JSON
     */
    @Override
    public CompletionStage<?> broadcast(OutboundSseEvent event) {
        requireOpen();
        return event.getData() == null
                ? CompletableFuture.completedFuture(null)
                : publisher.apply(Outbound.update(topic, event, json));
    }

    @Override
    public void close() {
        close(true);
    }

    /** Ends this view, and never the hub; with its sinks, or without. Idempotent. */
    // No @Override: JAX-RS 3.0, which TomEE 9 has, does not know it.
    @SuppressWarnings("MissingOverride")
    public void close(boolean cascading) {
        closed = true;
        sinks.forEach((sink, each) -> {
            if (cascading) {
                each.end.run();
            } else {
                leave(sink);
            }
        });
    }

    private void leave(SseEventSink sink) {
        Membership left = sinks.remove(sink);
        if (left != null) {
            left.leave.run();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this broadcaster of " + topic + " is closed");
        }
    }

    private void over(SseEventSink sink, Ending reason) {
        if (sinks.remove(sink) == null) {
            return;
        }
        // In one task, so that whoever is told of the failure is told of it first.
        threads.application().execute(() -> {
            if (reason != Ending.CLOSED && reason != Ending.LIFETIME) {
                onError.forEach(each -> call(() -> each.accept(sink, new StreamOverException(reason))));
            }
            onClose.forEach(each -> call(() -> each.accept(sink)));
        });
    }

    private void call(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "a listener of the broadcaster of " + topic + " failed", failed);
        }
    }
}
