package dev.tidings.log;

import dev.tidings.event.Entry;
import dev.tidings.event.EventId;
import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import dev.tidings.log.AppendException.Outcome;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A history in the heap, for a hub of one node. It ends with the process, and so does its epoch, which is random.
 *
 * <p><b>Threads:</b> safe for any. Everything happens under one lock that is held for a copy of one frame, of a page of
 * references, or for the followers' calls; encoding happens outside. Nothing blocks on anything else.
 *
 * <p><b>Memory:</b> bounded by {@link Retention}. An entry counts as its frame, its text once more (topics, data and all
 * else, at two bytes a character), and 256 bytes for its objects.
 *
 * <p><b>Failure:</b> refuses appends once it is closed; holds what it holds until it is collected.
 */
public final class MemoryEventLog implements EventLog {

    private static final System.Logger LOG = System.getLogger(MemoryEventLog.class.getName());
    private static final int OBJECTS = 256;

    // Set once.
    private final String epoch;
    private final Time time;

    // Guarded by "this".
    private final History history;
    // Copied when it changes, so a follower may end itself while all are told.
    private final List<Consumer<Entry>> followers = new CopyOnWriteArrayList<>();
    private long latest;
    private boolean closed;

    public MemoryEventLog(Retention retention, Time time) {
        this.epoch = new BigInteger(64, new SecureRandom()).toString(Character.MAX_RADIX);
        this.time = time;
        this.history = new History(retention);
    }

    @Override
    public CompletionStage<EventId> append(Update update) {
        Frame frame = Frame.encode(update);
        try {
            return CompletableFuture.completedFuture(new EventId(epoch, append(update, frame)));
        } catch (AppendException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private synchronized long append(Update update, Frame frame) {
        if (closed) {
            throw new AppendException(Outcome.REJECTED, "the log is closed");
        }
        history.expire(time.nanos());
        OptionalLong already = update.key().map(history::keyed).orElse(OptionalLong.empty());
        if (already.isPresent()) {
            return already.getAsLong();
        }
        long position = ++latest;
        String id = update.id().orElseGet(() -> new EventId(epoch, position).toString());
        var entry = new Entry(position, time.now(), update, frame.withId(id));
        history.add(entry, weight(entry), time.nanos());
        followers.forEach(follower -> tell(follower, entry));
        return position;
    }

    private static long weight(Entry entry) {
        Update update = entry.update();
        long characters = update.data().length();
        for (String topic : update.topics()) {
            characters += topic.length();
        }
        characters += length(update.type()) + length(update.id()) + length(update.key());
        characters += length(update.conflationKey()) + length(update.traceparent());
        return OBJECTS + entry.frame().length() + 2 * characters;
    }

    private static int length(Optional<String> text) {
        return text.map(String::length).orElse(0);
    }

    private static void tell(Consumer<Entry> follower, Entry entry) {
        try {
            follower.accept(entry);
        } catch (RuntimeException | Error theirs) {
            LOG.log(System.Logger.Level.ERROR, "a follower of the log failed", theirs);
        }
    }

    @Override
    public synchronized List<Entry> read(long after, int limit) throws PositionLostException {
        history.expire(time.nanos());
        requireHeld(after);
        return history.after(after, limit);
    }

    @Override
    public synchronized Tail tail(long after, Consumer<Entry> follower) throws PositionLostException {
        for (Entry entry : read(after, Integer.MAX_VALUE)) {
            tell(follower, entry);
        }
        followers.add(follower);
        return () -> forget(follower);
    }

    private synchronized void forget(Consumer<Entry> follower) {
        followers.remove(follower);
    }

    private void requireHeld(long after) throws PositionLostException {
        if (after < history.floor()) {
            throw new PositionLostException(after, bounds());
        }
    }

    @Override
    public synchronized OptionalLong find(String publisherId) {
        history.expire(time.nanos());
        return history.named(publisherId);
    }

    @Override
    public synchronized Bounds bounds() {
        long now = time.nanos();
        history.expire(now);
        return new Bounds(epoch, history.floor(), history.middle(now), latest);
    }

    @Override
    public synchronized void close() {
        closed = true;
        followers.clear();
    }
}
