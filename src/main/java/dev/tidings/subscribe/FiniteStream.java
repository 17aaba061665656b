package dev.tidings.subscribe;

import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Frame;
import dev.tidings.http.JsonText;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends one client what a publisher publishes, number by number, and then ends.
 *
 * <p><b>Threads:</b> the publisher signals one after the other, as the contract of {@link Flow} says; everything else is
 * safe for any.
 *
 * <p><b>Order:</b> the publisher's. It is asked for the next item while less than a few KiB wait to be taken by the client:
 * the socket holds the publisher back.
 *
 * <p><b>Failure:</b> an error of the publisher, or an item that cannot be sent, ends the stream with an event that says so;
 * the client comes back after what it has. When the client has gone, the subscription is cancelled.
 */
final class FiniteStream implements Flow.Subscriber<Object> {

    /** The last id of a stream that has come to its end: who brings it need not come again. */
    static final String END = "end";

    private static final System.Logger LOG = System.getLogger(FiniteStream.class.getName());
    private static final String END_TYPE = "tidings:end";
    private static final String ERROR_TYPE = "tidings:error";

    // Set once, the subscription by onSubscribe.
    private final Subscriber client;
    private final JsonText json;
    private final Workers threads;
    private final Duration pace;
    private volatile Flow.Subscription subscription;

    // Any thread.
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean owed = new AtomicBoolean(); // that the publisher is asked for an item
    private volatile Future<?> asking;
    private volatile boolean over;

    // The publisher's, one signal after the other.
    private long number;
    private CompletionStage<Void> lastSaid = CompletableFuture.completedStage(null);

    // Whoever asks, one after the other: there is at most one item asked for.
    private long nextAt = System.nanoTime();

    FiniteStream(Subscriber client, long after, Duration pace, JsonText json, Workers threads) {
        this.client = client;
        this.number = after;
        this.pace = pace;
        this.json = json;
        this.threads = threads;
    }

    /** Begins, on another thread: to subscribe may block. */
    void follow(Flow.Publisher<?> publisher) {
        client.ending().thenRunAsync(this::cancel, threads);
        threads.execute(() -> guard(() -> publisher.subscribe(this)));
    }

    // A publisher should signal its failures. One that throws them instead would leave its client waiting.
    private void guard(Runnable asked) {
        try {
            asked.run();
        } catch (RuntimeException | Error failed) {
            onError(failed);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription mine) {
        if (subscription != null) {
            mine.cancel();
            return;
        }
        subscription = mine;
        if (over) {
            mine.cancel();
        } else {
            ask();
        }
    }

    @Override
    public void onNext(Object item) {
        if (over) {
            return;
        }
        Frame frame;
        try {
            frame = Outbound.numbered(item, number + 1, json);
        } catch (RuntimeException | Error cannotBeSent) {
            subscription.cancel();
            onError(cannotBeSent);
            return;
        }
        number++;
        waiting.addAndGet(frame.length());
        lastSaid = client.say(frame);
        // Not before it is said: not every source waits with the next item, or with its end, until this call is over.
        owed.set(true);
        lastSaid.thenRun(() -> taken(frame.length()));
        askIfThereIsRoom();
    }

    private void taken(int bytes) {
        waiting.addAndGet(-bytes);
        askIfThereIsRoom();
    }

    private void askIfThereIsRoom() {
        if (waiting.get() < BroadcastSettings.SAID_AT_LEAST && owed.compareAndSet(true, false)) {
            threads.execute(this::ask);
        }
    }

    private void ask() {
        long now = System.nanoTime();
        if (nextAt - now <= 0) {
            nextAt = Math.max(nextAt, now - pace.toNanos()) + pace.toNanos();
            guard(() -> subscription.request(1));
        } else {
            asking = threads.executeIn(Duration.ofNanos(nextAt - now), this::ask);
            if (over) {
                asking.cancel(false);
            }
        }
    }

    @Override
    public void onComplete() {
        if (!over) {
            finish(Frame.of(END_TYPE, "{\"events\":" + number + "}").withId(END));
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!over) {
            LOG.log(System.Logger.Level.WARNING, "the source of a stream failed after " + number + " items", failure);
            finish(Frame.of(ERROR_TYPE, "{\"detail\":\"the source of this stream failed\"}"));
        }
    }

    // After the last item, for which there may be just enough room.
    private void finish(Frame lastWord) {
        lastSaid.thenRun(() -> {
            client.say(lastWord);
            client.finish();
        });
    }

    private void cancel() {
        over = true;
        if (asking != null) {
            asking.cancel(false);
        }
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
