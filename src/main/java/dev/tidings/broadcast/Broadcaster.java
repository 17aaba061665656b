package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.Entry;
import dev.tidings.event.EventId;
import dev.tidings.event.Frame;
import dev.tidings.log.Bounds;
import dev.tidings.log.EventLog;
import dev.tidings.log.PositionLostException;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Everyone who listens: follows a log, and sends each of its entries to those who see it.
 *
 * <p><b>Threads:</b> safe for any. Neither the log nor whoever publishes waits for a client, or for the number of them: an
 * append puts the entry into a ring and wakes the sweepers.
 *
 * <p><b>Order:</b> each subscriber gets what it sees in the order of the log.
 */
public final class Broadcaster implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Broadcaster.class.getName());
    private static final int READERS = 2;
    private static final int WINDOW_PER_DUE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    // Set once.
    private final EventLog log;
    private final BroadcastSettings settings;
    private final Counters counters = new Counters();
    private final ExecutorService readers;
    private final List<Sweeper> sweepers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Window window;
    private final EventLog.Tail tail;

    // Any thread.
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Arrival> arrivals = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Starts to follow the log, from its end.
     *
     * @param factory makes the threads of the sweepers and of the readers; they end with {@link #close}
     */
    public Broadcaster(EventLog log, BroadcastSettings settings, ThreadFactory factory, Time time) {
        this.log = log;
        this.settings = settings;
        this.window = new Window(WINDOW_PER_DUE * settings.due(), settings.windowBytes());
        this.readers = Executors.newFixedThreadPool(READERS, named("tidings-replay", factory));
        var replay = new Replay(log, readers);
        long position = log.bounds().latest();
        for (int i = 0; i < settings.sweepers(); i++) {
            sweepers.add(new Sweeper(log, window, position, replay, counters, settings, time));
        }
        this.tail = follow(position);
        ThreadFactory named = named("tidings-sweeper", factory);
        sweepers.forEach(sweeper -> threads.add(named.newThread(sweeper)));
        threads.forEach(Thread::start);
    }

    private EventLog.Tail follow(long position) {
        try {
            return log.tail(position, this::appended);
        } catch (PositionLostException tooSlow) {
            throw new IllegalStateException("the log lost its end while the hub was starting", tooSlow);
        }
    }

    // A managed factory gives names of its own; a thread of ours must be known by its name in any dump.
    private static ThreadFactory named(String name, ThreadFactory factory) {
        var number = new AtomicInteger();
        return work -> {
            Thread thread = factory.newThread(work);
            thread.setName(name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private void appended(Entry entry) {
        window.add(entry);
        sweepers.forEach(Sweeper::wake);
    }

    /**
     * Begins to send an audience's entries to a sink. May block, for a bounded time, to find the id.
     *
     * <p>A client that brings no id hears what follows from now on; one that brings a good id, what followed that; one that
     * brings {@code earliest}, all that is held; and one whose id is not good is told so by a gap event, then hears all
     * that is held.
     *
     * @param lastEventId what the client brought
     * @param tellsGaps whether the client is told by events what it has lost; if not, it goes on all the same
     * @param caller whoever the client is, kept as it is
     * @return empty if there are as many streams as there may be, or as many templates without a literal segment, or the hub
     *     is closing; the sink is untouched then
     */
    public Optional<Subscriber> subscribe(
            Audience audience, Optional<String> lastEventId, boolean tellsGaps, Sink sink, Object caller) {
        return open(audience, () -> Resumption.of(log, lastEventId, tellsGaps), sink, caller);
    }

    /** Subscribes one that is told of gaps. */
    public Optional<Subscriber> subscribe(Audience audience, Optional<String> lastEventId, Sink sink, Object caller) {
        return subscribe(audience, lastEventId, true, sink, caller);
    }

    /**
     * Begins a stream that hears nothing from the log until it is told to {@link Subscriber#listen}.
     *
     * @return as {@link #subscribe}
     */
    public Optional<Subscriber> connect(Sink sink, Object caller) {
        return open(Audience.NOTHING, () -> Resumption.ofNothing(log), sink, caller);
    }

    private Optional<Subscriber> open(Audience audience, Supplier<Resumption> from, Sink sink, Object caller) {
        if (closed || !counters.opened(settings, audience)) {
            return Optional.empty();
        }
        Sweeper sweeper = sweepers.get(Math.floorMod(turn.getAndIncrement(), sweepers.size()));
        try {
            Resumption begin = from.get();
            boolean isTold = begin.announcement().filter(sink::begin).isPresent();
            var subscriber = new Subscriber(audience, isTold ? begin.announced() : begin, sink, sweeper, caller);
            sweeper.serve(subscriber);
            return Optional.of(subscriber);
        } catch (RuntimeException | Error unreadable) {
            counters.ended(Ending.FAILED, audience);
            throw unreadable;
        }
    }

    /** The id of the newest entry: a stream that begins there misses nothing that is appended from now on. */
    public EventId latest() {
        Bounds bounds = log.bounds();
        return bounds.id(bounds.latest());
    }

    /** For a stream that is about to open, so that no kick misses it. */
    public Arrival arrival() {
        return new Arrival(arrivals);
    }

    /**
     * Ends streams, telling their clients why, as {@link Subscriber#kick}: all that were open before this was called and are
     * meant, and those whose {@link Arrival} had begun; of others that open meanwhile, some.
     *
     * @return how many were open
     */
    public int kick(Predicate<Subscriber> which, Frame why) {
        // Before the look at those who are there: one that is not noted any more is there.
        arrivals.forEach(arrival -> arrival.note(which, why));
        int kicked = 0;
        for (Sweeper sweeper : sweepers) {
            for (Subscriber subscriber : sweeper.subscribers()) {
                if (which.test(subscriber)) {
                    subscriber.kick(why);
                    kicked++;
                }
            }
        }
        return kicked;
    }

    public Statistics statistics() {
        return counters.snapshot();
    }

    /**
     * How many of the streams that are open now would be sent a public update of this topic. Asks every audience once,
     * while streams come and go: exact when none does.
     */
    public int listeners(String topic) {
        return counters.listeners(topic);
    }

    /**
     * Ends every stream, closing its sink, and then the threads; waits for them, some seconds at most. Idempotent.
     */
    @Override
    public void close() {
        closed = true;
        tail.close();
        sweepers.forEach(Sweeper::stop);
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE.toMillis());
            }
            readers.shutdownNow();
            if (!readers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "a reader of the history does not end");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
