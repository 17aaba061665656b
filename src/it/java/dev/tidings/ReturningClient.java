package dev.tidings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that does what browsers do by themselves: when a stream has ended it comes back, after the time that it was told,
 * with the last id that it has; and after another status than 200 never again.
 *
 * <p><b>Threads:</b> safe for any; the clock's come back.
 */
final class ReturningClient implements AutoCloseable {

    private static final Pattern RETRY = Pattern.compile("(?m)^retry: (\\d+)$");
    private static final long LOOK_MILLIS = 20;

    private final URI uri;
    private final ScheduledExecutorService clock;

    // Guarded by "this".
    private final List<EventStream> streams = new ArrayList<>();
    private boolean hasLeft;

    ReturningClient(URI uri, ScheduledExecutorService clock) {
        this.uri = uri;
        this.clock = clock;
        clock.execute(this::come);
    }

    private void come() {
        if (hasLeft()) {
            return;
        }
        String id = lastEventId();
        add(EventStream.open(uri, id.isEmpty() ? Map.of() : Map.of("Last-Event-ID", id)));
        after(LOOK_MILLIS, this::look);
    }

    private synchronized void add(EventStream stream) {
        streams.add(stream);
        if (hasLeft) {
            stream.close();
        }
    }

    private void look() {
        EventStream last = last();
        if (!last.hasEnded()) {
            after(LOOK_MILLIS, this::look);
        } else if (last.status() == 200) {
            after(retry(last), this::come);
        }
    }

    private void after(long millis, Runnable work) {
        try {
            var unused = clock.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException over) {
            // The test is.
        }
    }

    private static long retry(EventStream stream) {
        Matcher retry = RETRY.matcher(stream.body());
        return retry.find() ? Long.parseLong(retry.group(1)) : 3_000;
    }

    private synchronized EventStream last() {
        return streams.get(streams.size() - 1);
    }

    private synchronized boolean hasLeft() {
        return hasLeft;
    }

    private synchronized String lastEventId() {
        return streams.stream()
                .map(EventStream::lastEventId)
                .filter(id -> !id.isEmpty())
                .reduce("", (before, id) -> id);
    }

    /** Whether it has a stream now. */
    synchronized boolean isIn() {
        return !streams.isEmpty() && !last().hasEnded() && !last().lastEventId().isEmpty();
    }

    /** How many times it was sent away. */
    synchronized long timesShed() {
        return streams.stream()
                .filter(stream -> stream.hasEndedCleanly() && stream.status() == 200)
                .filter(stream -> stream.lastEventId().isEmpty())
                .count();
    }

    /** How many requests it has sent that were answered. */
    synchronized int visits() {
        return streams.size();
    }

    /** The data of all events, in order. */
    synchronized List<String> data() {
        return streams.stream().flatMap(stream -> stream.data().stream()).toList();
    }

    /** Leaves for good. */
    @Override
    public synchronized void close() {
        hasLeft = true;
        streams.forEach(EventStream::close);
    }
}
