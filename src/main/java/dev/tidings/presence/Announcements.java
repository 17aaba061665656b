package dev.tidings.presence;

import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Tells other clients by updates in the log what subscriptions begin and end (Mercure 1.0, "Subscription Events").
 *
 * <p><b>Threads:</b> safe for any. What a stream begins with is appended on the caller's thread; what it ends with on another,
 * as those who know first of an end must not block.
 *
 * <p><b>Order:</b> the end of a subscription follows its beginning.
 *
 * <p><b>Failure:</b> what the log does not take is lost; that is logged, once for each stream.
 */
final class Announcements {

    private static final System.Logger LOG = System.getLogger(Announcements.class.getName());

    private static final String TYPE = "mercure";

    private final Function<Update, CompletionStage<EventId>> log;
    private final Executor executor;
    private volatile boolean closed;

    /** @param log appends an update */
    Announcements(Function<Update, CompletionStage<EventId>> log, Executor executor) {
        this.log = log;
        this.executor = executor;
    }

    /** A stream has begun. Returns when all is told, or is not to be told any more. */
    CompletionStage<Void> begun(Attendance attendance) {
        return tell(attendance, true);
    }

    /** A stream has ended. Returns at once. */
    void ended(Attendance attendance, CompletionStage<Void> begun) {
        // An append that begins when another has completed follows it; of others the log does not say that.
        begun.whenComplete((unused, untold) -> later(() -> tell(attendance, false)));
    }

    private void later(Runnable work) {
        try {
            if (!closed) {
                executor.execute(work);
            }
        } catch (RejectedExecutionException closing) {
            // Nobody is there any more who could be told.
        }
    }

    private CompletionStage<Void> tell(Attendance attendance, boolean active) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(attendance
                        .subscriptions()
                        .map(subscription -> append(subscription, active))
                        .toArray(CompletableFuture<?>[]::new))
                .whenComplete((unused, failure) -> {
                    if (failure != null && !closed) {
                        LOG.log(System.Logger.Level.WARNING, "subscription events of a stream are lost", failure);
                    }
                });
    }

    private CompletableFuture<EventId> append(Subscription subscription, boolean active) {
        try {
            Update update = Update.on(subscription.topic())
                    .type(TYPE)
                    .data(subscription.json(active))
                    .isPrivate(true)
                    .build();
            return log.apply(update).toCompletableFuture();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Tells nothing any more. */
    void close() {
        closed = true;
    }
}
