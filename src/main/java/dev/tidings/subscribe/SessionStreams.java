package dev.tidings.subscribe;

import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Frame;
import dev.tidings.http.Session;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;

/**
 * Ends streams with the HTTP session that they were opened in: whoever has logged out hears nothing more.
 *
 * <pre>
 *   request, with its session ... who it is ... the stream is there ... {@link #open}
 *                   session ends: {@link #ended}, at any moment
 * </pre>
 *
 * <p>Whichever of the two comes last ends the stream: ended ids are remembered, as a session may end while its stream is
 * being opened, and servers differ in whether it is still good while they say so. One whose opening takes so long that the id
 * is forgotten by then finds that the session is not good any more, unless it only has another id.
 *
 * <p>Payara ends no session whose time is over while a request of it is open, as a stream is. So after a while all streams of
 * such a session end together, without a word: other requests may have used it, and who comes back is told by the server. One after
 * the other would not do, as each that came back would renew the session; nor at once, as on other servers, which are about to end
 * it, the end of a request renews it.
 *
 * <p><b>Threads:</b> safe for any; nobody waits for a client. The server is asked on a thread of the timer's.
 *
 * <p><b>Memory:</b> a place for each stream that has a session, and the ids of the last 10,000 sessions that have ended.
 */
public final class SessionStreams {

    private static final System.Logger LOG = System.getLogger(SessionStreams.class.getName());

    private static final int REMEMBERED = 10_000;

    private static final Duration OFTEN = Duration.ofSeconds(5);

    private static final class Open {
        final Set<Subscriber> streams = new HashSet<>(2);
        Session session; // as the newest of them came with it
        long at; // when that was
        int openings; // until then
    }

    /** A session that nobody has used for its time by a stream. */
    private record Idle(Open open, Session session, int openings) {}

    // Set once.
    private final Duration patience;
    private final Time time;
    private final BiFunction<Duration, Runnable, Future<?>> timer;

    // Guarded by "this".
    private final Map<String, Open> sessions = new HashMap<>();
    private final Set<String> ended = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private Future<?> look = CompletableFuture.completedFuture(null); // for those that nobody uses
    private int looks; // until now

    /**
     * No streams yet.
     *
     * @param patience so long after the time of a session is over its streams end, if the server has not ended it: longer than
     *     any takes to look for such sessions
     * @param timer does something after a time, on a thread that may be blocked
     */
    public SessionStreams(Duration patience, Time time, BiFunction<Duration, Runnable, Future<?>> timer) {
        this.patience = patience;
        this.time = time;
        this.timer = timer;
    }

    /**
     * From now on the stream ends with the session; at once, if that has ended.
     *
     * @param session as it was before anybody asked who the client is
     */
    void open(Session session, Subscriber stream) {
        if (session.id().isEmpty()) {
            return;
        }
        boolean isKnown = add(session, stream);
        if (isKnown) {
            stream.ending().thenRun(() -> remove(session.id(), stream));
            lookLater();
        }
        // Last: one that ends from here on finds the stream.
        if (!isKnown || session.hasEnded()) {
            stream.kick(why());
        }
    }

    /** A session has begun. Some servers give it the id of one that has ended, if another application knows that. */
    public synchronized void begun(String session) {
        ended.remove(session);
    }

    /** The session has ended, or goes on under another id, as when somebody logs in: what it was good for may not hold. */
    public void ended(String session) {
        forget(session).forEach(stream -> stream.kick(why()));
    }

    // Made each time: a constant would stay with the class, whose loader some servers keep after the application has
    // ended.
    private static Frame why() {
        return Frame.of("tidings:kick", "{\"reason\":\"the session has ended\"}");
    }

    /** How many sessions have a stream. */
    synchronized int withStreams() {
        return sessions.size();
    }

    private synchronized boolean add(Session session, Subscriber stream) {
        if (ended.contains(session.id())) {
            return false;
        }
        Open open = sessions.computeIfAbsent(session.id(), unused -> new Open());
        open.streams.add(stream);
        open.session = session;
        open.at = time.nanos();
        open.openings++;
        return true;
    }

    private synchronized void remove(String session, Subscriber stream) {
        sessions.computeIfPresent(session, (unused, open) -> {
            open.streams.remove(stream);
            return open.streams.isEmpty() ? null : open;
        });
        if (sessions.isEmpty()) {
            look.cancel(false);
        }
    }

    private synchronized Set<Subscriber> forget(String session) {
        ended.add(session);
        Open open = sessions.remove(session);
        return open == null ? Set.of() : open.streams;
    }

    private synchronized void lookLater() {
        if (look.isDone() && !sessions.isEmpty()) {
            int turn = ++looks;
            try {
                look = timer.apply(patience.compareTo(OFTEN) < 0 ? patience : OFTEN, () -> look(turn));
            } catch (RejectedExecutionException closing) {
                // The hub ends all streams.
            }
        }
    }

    private void look(int turn) {
        try {
            endIdle();
        } finally {
            lookAgain(turn);
        }
    }

    private synchronized void lookAgain(int turn) {
        // If all had gone, and others have come, while we looked, another look is to come already.
        if (turn == looks) {
            look = CompletableFuture.completedFuture(null);
            lookLater();
        }
    }

    private void endIdle() {
        for (Idle idle : idle()) {
            // Outside the lock: it may be another machine that knows.
            try {
                if (isUnused(idle.session)) {
                    forget(idle).forEach(Subscriber::close);
                }
            } catch (RuntimeException theirs) {
                // The others' turn must come all the same.
                LOG.log(System.Logger.Level.WARNING, "the server does not say whether a session was used", theirs);
            }
        }
    }

    private synchronized List<Idle> idle() {
        return sessions.values().stream()
                .filter(open -> isOver(open.session, Duration.ofNanos(time.nanos() - open.at)))
                .map(open -> new Idle(open, open.session, open.openings))
                .toList();
    }

    private boolean isUnused(Session session) {
        return session.lastUse()
                .get()
                .map(last -> isOver(session, Duration.between(last, time.now())))
                .orElse(true);
    }

    private boolean isOver(Session session, Duration unused) {
        return unused.compareTo(session.timeout().plus(patience)) >= 0;
    }

    private synchronized Set<Subscriber> forget(Idle idle) {
        // A stream that was opened meanwhile has renewed it.
        return idle.open.openings == idle.openings && sessions.remove(idle.session.id(), idle.open)
                ? idle.open.streams
                : Set.of();
    }
}
