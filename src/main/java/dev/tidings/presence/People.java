package dev.tidings.presence;

import dev.tidings.event.Audience;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The people behind streams, and who is told when they come and go. Whoever has lost their last stream has a time of grace to
 * come back, and was then not away.
 *
 * <pre>
 *   away --first stream--&gt; there --last one ended--&gt; leaving --grace over--&gt; away
 *                            ^                          |
 *                            +--------a stream----------+
 * </pre>
 *
 * <p><b>Threads:</b> safe for any; returns at once. The listener is called by one thread at a time.
 *
 * <p><b>Order:</b> the listener hears of each person in turn that they came and left. It is told how things are and not all that
 * was, so one that is slow has no queue before it.
 *
 * <p><b>Memory:</b> for each person who is there, or of whom the listener believes it; of those who are leaving as many as are
 * allowed, and then the first of them has left.
 */
final class People {

    private static final System.Logger LOG = System.getLogger(People.class.getName());

    private static final class Visit {
        int streams;
        boolean told; // that they are there
        boolean changed; // is among the changed
    }

    private record Leave(long at, Audience heard) {}

    // Set once.
    private final long grace;
    private final int leavingAtMost;
    private final Time time;
    private final BiFunction<Duration, Runnable, Future<?>> timer;
    private final Consumer<Object> listener;

    // Guarded by "this".
    private final Map<Person, Visit> visits = new HashMap<>();
    private final LinkedHashMap<Person, Leave> leaving = new LinkedHashMap<>(); // the first to go first
    private final Queue<Person> changed = new ArrayDeque<>();
    private Future<?> look = CompletableFuture.completedFuture(null); // look at those who are leaving
    private boolean telling;
    private boolean closed;

    /**
     * Nobody, at first.
     *
     * @param timer does something after a time, on another thread
     * @param listener is given {@link PersonJoined} and {@link PersonLeft}
     */
    People(
            Duration grace,
            int leavingAtMost,
            Time time,
            BiFunction<Duration, Runnable, Future<?>> timer,
            Consumer<Object> listener) {
        this.grace = grace.toNanos();
        this.leavingAtMost = leavingAtMost;
        this.time = time;
        this.timer = timer;
        this.listener = listener;
    }

    /** Somebody has one stream more. */
    synchronized void came(Person person) {
        visits.computeIfAbsent(person, unused -> new Visit()).streams++;
        leaving.remove(person);
        changed(person);
    }

    /**
     * Somebody has one stream less; once for each with which they {@link #came}.
     *
     * @param heard what it listened to
     */
    synchronized void went(Person person, Audience heard) {
        Visit visit = visits.get(person);
        visit.streams--;
        if (visit.streams == 0 && grace > 0) {
            leaving.put(person, new Leave(time.nanos() + grace, heard));
            if (leaving.size() > leavingAtMost) {
                firstLeaves();
            }
            waitForNext();
        }
        changed(person);
    }

    private void firstLeaves() {
        Person first = leaving.keySet().iterator().next();
        leaving.remove(first);
        changed(first);
    }

    private void waitForNext() {
        if (look.isDone() && !closed && !leaving.isEmpty()) {
            long left = leaving.values().iterator().next().at - time.nanos();
            look = timer.apply(Duration.ofNanos(Math.max(0, left)), this::tick);
        }
    }

    private synchronized void tick() {
        look = CompletableFuture.completedFuture(null);
        while (!leaving.isEmpty() && leaving.values().iterator().next().at - time.nanos() <= 0) {
            firstLeaves();
        }
        waitForNext();
    }

    private boolean isThere(Person person) {
        return visits.get(person).streams > 0 || leaving.containsKey(person);
    }

    private void changed(Person person) {
        Visit visit = visits.get(person);
        if (!visit.changed && visit.told != isThere(person)) {
            visit.changed = true;
            changed.add(person);
        }
        forgetIfAway(person);
        if (!telling && !closed && !changed.isEmpty()) {
            telling = true;
            var unused = timer.apply(Duration.ZERO, this::tellAll);
        }
    }

    private void forgetIfAway(Person person) {
        Visit visit = visits.get(person);
        if (!visit.told && !visit.changed && !isThere(person)) {
            visits.remove(person);
        }
    }

    private void tellAll() {
        for (Object news = next(); news != null; news = next()) {
            try {
                listener.accept(news);
            } catch (RuntimeException | Error theirs) {
                LOG.log(System.Logger.Level.ERROR, "an observer of people failed", theirs);
            }
        }
    }

    private synchronized Object next() {
        while (!closed && !changed.isEmpty()) {
            Person person = changed.remove();
            Visit visit = visits.get(person);
            visit.changed = false;
            boolean isNews = visit.told != isThere(person);
            visit.told = isThere(person);
            forgetIfAway(person);
            if (isNews) {
                return visit.told ? new PersonJoined(person) : new PersonLeft(person);
            }
        }
        telling = false;
        return null;
    }

    /** All who are there, also those who are leaving. */
    synchronized Set<Person> all() {
        return visits.keySet().stream().filter(this::isThere).collect(Collectors.toCollection(HashSet::new));
    }

    /** Those who are leaving, and whose last stream was sent public updates of this topic. */
    synchronized Set<Person> leaving(String topic) {
        return leaving.entrySet().stream()
                .filter(each -> each.getValue().heard.wants(topic))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Nobody is told any more. */
    synchronized void close() {
        closed = true;
        look.cancel(false);
    }
}
