package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.Entry;
import dev.tidings.log.EventLog;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that serves a share of the subscribers: it looks at new entries, finds the crowds that they concern, and
 * writes to whoever is ready. It owns everything about its subscribers, so nothing of that needs a lock.
 *
 * <p><b>Threads:</b> {@link #attend}, {@link #wake} and {@link #stop} may be called from anywhere; {@link #run} is the thread.
 *
 * <p><b>Failure:</b> what goes wrong with one subscriber ends that subscriber; the thread goes on until it is stopped.
 */
final class Sweeper implements Runnable {

    private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());
    private static final long SLEEP = Duration.ofMillis(200).toNanos();

    /** So long whoever is to be told why their stream ends may take to be ready for it. */
    private static final long LAST_WORD = Duration.ofMillis(500).toNanos();

    private record Leaving(Subscriber subscriber, long until) {}

    // Set once.
    private final EventLog log;
    private final Window window;
    private final Replay replay;
    private final Counters counters;
    private final BroadcastSettings settings;
    private final Time time;
    private final long tick;

    // Any thread.
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final Queue<Subscriber> inbox = new ConcurrentLinkedQueue<>();
    private volatile Thread asleep;
    private volatile boolean stopping;
    private volatile boolean stopped; // all who had joined are ended

    // The sweeper's only.
    private final Crowds crowds;
    private final Visits visits; // of the crowds
    private final Queue<Leaving> leaving = new ArrayDeque<>(); // the first to go first; some have ended by themselves
    private long next; // the window's number of the next entry to look at
    private long visited; // all entries before this number were brought to whoever was ready
    private long scanned; // the position of the last entry looked at
    private long tickedAt;

    /** @param position that of the newest entry before the window's first */
    Sweeper(
            EventLog log,
            Window window,
            long position,
            Replay replay,
            Counters counters,
            BroadcastSettings settings,
            Time time) {
        this.log = log;
        this.window = window;
        this.scanned = position;
        this.replay = replay;
        this.counters = counters;
        this.settings = settings;
        this.time = time;
        this.tick = settings.tick().toNanos();
        this.crowds = new Crowds(window, settings.due());
        this.visits = crowds.visits();
    }

    Replay replay() {
        return replay;
    }

    Counters counters() {
        return counters;
    }

    BroadcastSettings settings() {
        return settings;
    }

    Time time() {
        return time;
    }

    long now() {
        return time.nanos();
    }

    /** Everything up to this position has been looked at. */
    long scanned() {
        return scanned;
    }

    /** Finds the place of an id; may block, and so is not for the sweeper's own thread. */
    Resumption resumption(Optional<String> lastEventId) {
        return Resumption.of(log, lastEventId, true);
    }

    /** Serves a subscriber from now on, until it has ended. */
    void serve(Subscriber subscriber) {
        subscribers.add(subscriber);
        attend(subscriber);
    }

    /** All who are served, also those who are still waiting to join a crowd. */
    Set<Subscriber> subscribers() {
        return subscribers;
    }

    /** Ends one that is kicked after {@link #LAST_WORD}, unless it has ended by then. */
    void endSoon(Subscriber subscriber) {
        leaving.add(new Leaving(subscriber, now() + LAST_WORD));
    }

    private void endLeaving(long now) {
        while (!leaving.isEmpty() && now - leaving.peek().until >= 0) {
            leaving.remove().subscriber.end(Ending.KICKED);
        }
    }

    /** Forgets a subscriber that has ended, once for each. */
    void ended(Subscriber subscriber, Ending reason, Audience audience) {
        subscribers.remove(subscriber);
        counters.ended(reason, audience);
    }

    /** Asks for attention to a subscriber; the first time, it joins. */
    void attend(Subscriber subscriber) {
        if (subscriber.queueOnce()) {
            inbox.add(subscriber);
            wake();
            if (stopped) {
                // The thread may have looked into the inbox for the last time. Whoever is in there is in there for the
                // first and last time, so no other thread ends it too.
                closeInbox();
            }
        }
    }

    /** There is something to do. */
    void wake() {
        Thread sleeper = asleep;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Ends all streams, then the thread. */
    void stop() {
        stopping = true;
        wake();
    }

    @Override
    public void run() {
        tickedAt = now();
        while (!stopping) {
            boolean worked = false;
            try {
                worked = turn();
            } catch (RuntimeException | Error unexpected) {
                LOG.log(System.Logger.Level.ERROR, "a sweeper failed, and goes on", unexpected);
                // An entry may have been noted for some crowds and not for others.
                restart();
            }
            if (!worked) {
                sleep();
            }
        }
        crowds.end(Ending.CLOSED);
        leaving.forEach(each -> each.subscriber.end(Ending.CLOSED));
        stopped = true;
        closeInbox();
    }

    private void sleep() {
        asleep = Thread.currentThread();
        // Between our last look and the line above, nobody would have woken us.
        if (inbox.isEmpty() && window.head() == next && !stopping) {
            LockSupport.parkNanos(this, Math.min(SLEEP, tick));
        }
        asleep = null;
        // Managed threads are interrupted when their server stops. The hub stops us in its own order; until then, an
        // interrupt that stays set would keep us from sleeping.
        Thread.interrupted();
    }

    private boolean turn() {
        // First what is new, so that whoever has become ready gets it with the rest.
        boolean found = scan();
        boolean asked = attendToInbox();
        visits.make();
        long now = now();
        endLeaving(now);
        if (now - tickedAt >= tick) {
            tickedAt = now;
            crowds.tick(now, log.bounds());
        }
        return found || asked || !visits.areOver();
    }

    private boolean attendToInbox() {
        boolean any = false;
        // Not until it is empty: a herd that catches up would keep what is new from those who are there.
        long end = System.nanoTime() + Visits.SLICE;
        for (Subscriber next = inbox.poll(); next != null; next = inbox.poll()) {
            next.attended();
            any = true;
            if (System.nanoTime() - end >= 0) {
                break;
            }
        }
        return any;
    }

    private boolean scan() {
        if (window.head() == next) {
            return false;
        }
        if (visits.areOver()) {
            beginPass();
        }
        // No more than fits into the due lists until all were visited: whoever keeps up never reads the log.
        long head = Math.min(window.head(), visited + settings.due());
        boolean any = next < head;
        while (next < head) {
            Entry entry = window.get(next);
            if (entry == null) {
                restart();
                return true;
            }
            scanned = entry.position();
            crowds.offer(entry, next++);
        }
        return any;
    }

    private void beginPass() {
        long early = visits.untilNextPass();
        // Whoever asks for attention would wait as well; then there is something else to do meanwhile.
        if (early > 0 && inbox.isEmpty()) {
            LockSupport.parkNanos(this, early);
        }
        visits.beginPass();
        visited = next;
    }

    /** The window moved on while we were busy: whoever has missed something reads the log. */
    private void restart() {
        if (window.head() == 0) {
            return;
        }
        Entry newest;
        do {
            next = window.head();
            newest = window.get(next - 1);
        } while (newest == null);
        long before = scanned;
        scanned = newest.position();
        crowds.restart(before, scanned);
    }

    Crowd join(Subscriber subscriber, Audience audience) {
        return crowds.join(subscriber, audience, scanned);
    }

    private void closeInbox() {
        for (Subscriber late = inbox.poll(); late != null; late = inbox.poll()) {
            late.end(Ending.CLOSED);
        }
    }
}
