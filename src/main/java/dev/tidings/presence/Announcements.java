package dev.tidings.presence;

import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;

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
    private final boolean in0x;
    private volatile boolean closed;

    /**
     * Tells nothing yet.
     *
     * @param log appends an update
     * @param in0x whether all is told again as Mercure 0.x has it
     */
    Announcements(Function<Update, CompletionStage<EventId>> log, Executor executor, boolean in0x) {
        this.in0x = in0x;
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
        return CompletableFuture.allOf(
                        updates(attendance, active).map(this::append).toArray(CompletableFuture<?>[]::new))
                .whenComplete((unused, failure) -> {
                    if (failure != null && !closed) {
                        LOG.log(System.Logger.Level.WARNING, "subscription events of a stream are lost", failure);
                    }
                });
    }

    private Stream<Update.Builder> updates(Attendance attendance, boolean active) {
        Stream<Update.Builder> current = attendance
                .subscriptions()
                .map(one -> Update.on(one.topic()).type(TYPE).data(one.json(active)));
        return in0x ? Stream.concat(current, updates0x(attendance, active)) : current;
    }

    // Without a type, as clients of 0.x listen to what has none; and once for each text, as they know no types of
    // matchers.
    private static Stream<Update.Builder> updates0x(Attendance attendance, boolean active) {
        Set<String> told = new HashSet<>();
        return attendance
                .subscriptions()
                .filter(one -> told.add(one.match()))
                .map(one -> new Subscription0x(attendance.hub(), one))
                .map(old -> Update.on(old.topic()).data(old.json(active)));
    }

    private CompletableFuture<EventId> append(Update.Builder update) {
        try {
            return log.apply(update.isPrivate(true).build()).toCompletableFuture();
        } catch (RuntimeException | Error refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Tells nothing any more. */
    void close() {
        closed = true;
    }
}
