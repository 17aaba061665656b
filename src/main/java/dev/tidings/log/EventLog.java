package dev.tidings.log;

import dev.tidings.event.Entry;
import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Updates in one total order, the newest of them held, each with a position.
 *
 * <p>Whoever publishes appends here, and whoever listens hears of it only from here; so order and ids are the same for
 * everyone, and what was missed can be read again.
 *
 * <p><b>Order:</b> positions grow, and may have holes. {@link #tail} and {@link #read} show the same entries in the same
 * order. An append that began after another one had completed gets a later position.
 *
 * <p><b>Threads:</b> safe for any number of appenders, readers and followers.
 */
public interface EventLog extends AutoCloseable {

    /**
     * Takes an update into the history, without waiting for anyone who reads it.
     *
     * <p>Completes with the update's id, when the log has it; with the id of the entry that holds its key already, if
     * there is one. Fails with an {@link AppendException} that says whether the update may have been written. The stage
     * may complete on a thread of the log: what depends on it must not block.
     */
    CompletionStage<EventId> append(Update update);

    /**
     * The entries after a position, oldest first, at most {@code limit} of them; none if there are none yet. May block,
     * for a bounded time.
     *
     * @throws PositionLostException if some of those entries are no longer held
     */
    List<Entry> read(long after, int limit) throws PositionLostException;

    /**
     * Calls the follower with every entry after a position, those already held first, each exactly once and in order. One
     * call at a time, each happening before the next, on threads of the log or of appenders: the follower must be quick
     * and must not append. One that throws is logged and called again with the next entry.
     *
     * @return ends the following; a call already under way may still finish
     * @throws PositionLostException if some of those entries are no longer held
     */
    Tail tail(long after, Consumer<Entry> follower) throws PositionLostException;

    /**
     * The position of the oldest held entry that carries this publisher's own id; empty if none does. May block, for a
     * bounded time.
     */
    OptionalLong find(String publisherId);

    /** What is held at this moment; does not block, and does not fail. */
    Bounds bounds();

    /** Refuses further appends. Idempotent. */
    @Override
    void close();

    /** A following that can be ended. */
    interface Tail extends AutoCloseable {
        @Override
        void close();
    }
}
