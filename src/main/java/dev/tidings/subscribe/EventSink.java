package dev.tidings.subscribe;

import dev.tidings.broadcast.Ending;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.JsonText;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One client's stream in an application's hands: sends to this client alone, and may be registered with broadcasters. Made
 * by {@link Streams#open}.
 *
 * <p><b>Threads:</b> safe for any; sending never blocks.
 *
 * <p><b>Order:</b> what is sent arrives in the order of sending, and before what was broadcast later.
 *
 * <p><b>Failure:</b> a client that takes less than it is sent is closed when more than
 * {@code tidings.stream.said-bytes} wait; then, and when it has gone, the stages of what was not sent fail.
 */
public final class EventSink implements SseEventSink {

    // Set once.
    private final Subscriber subscriber; // null if there was no place for it
    private final JsonText json;
    private final Executor application;

    // Any thread.
    private volatile boolean closed;

    // Guarded by "this".
    private Map<Object, TopicMatcher> wanted = Map.of(); // of which broadcaster
    private Optional<String> lastEventId;

    EventSink(Optional<Subscriber> subscriber, Optional<String> lastEventId, JsonText json, Executor application) {
        this.subscriber = subscriber.orElse(null);
        this.lastEventId = lastEventId;
        this.json = json;
        this.application = application;
        if (subscriber.isPresent()) {
            subscriber.get().ending().thenRun(() -> closed = true);
        } else {
            closed = true;
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /**
     * Sends an event: text as it is, other data as JSON. To a client that is registered with a broadcaster without an id of
     * its own: one that the history does not know is the last that the client has then, and when it comes back it is told
     * of a gap.
     *
     * @return completed on a thread of the hub's when the server has taken it for this client
     * @throws IllegalArgumentException if the event must not be sent as it is, naming the cause
     */
    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        if (closed) {
            throw new IllegalStateException("this sink is closed");
        }
        return subscriber.say(Outbound.frame(event, json)).thenRunAsync(() -> {}, application);
    }

    /** Ends the stream when all that was sent before has arrived there. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            subscriber.finish();
        }
    }

    /**
     * Hears what a broadcaster's topics carry, from now on. The first time a client that came back goes on after the last
     * id that it brought. May block, as {@link Subscriber#listen} does.
     *
     * @return as {@link Subscriber#ending}
     */
    synchronized CompletionStage<Ending> join(Object broadcaster, TopicMatcher topics) {
        var more = new HashMap<>(wanted);
        more.put(broadcaster, topics);
        listen(more, lastEventId);
        lastEventId = Optional.empty();
        return subscriber.ending();
    }

    /** Hears them no longer, and goes on with the rest. */
    synchronized void leave(Object broadcaster) {
        var less = new HashMap<>(wanted);
        less.remove(broadcaster);
        listen(less, Optional.empty());
    }

    private void listen(Map<Object, TopicMatcher> next, Optional<String> after) {
        subscriber.listen(Audience.ofPublic(Set.copyOf(next.values())), after);
        wanted = next;
    }
}
