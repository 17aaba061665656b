package dev.tidings.subscribe;

import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Frame;
import dev.tidings.http.Session;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Ends streams with the HTTP session that they were opened in: whoever has logged out hears nothing more.
 *
 * <pre>
 *   request, with its session ... who it is ... the stream is there ... {@link #open}
 *                   session ends: {@link #ended}, at any moment
 * </pre>
 *
 * <p>Whichever of the two comes last ends the stream: ended ids are remembered, as a session may end while its stream is
 * being opened, and servers differ in whether it is still good while they say so.
 *
 * <p>A session whose time is over does not end everywhere while a request of it is open, as a stream is. So the stream goes
 * first, without a word: it may be over, or used by other requests meanwhile, and the client that comes back is told by the server.
 *
 * <p><b>Threads:</b> safe for any; nobody waits for a client.
 *
 * <p><b>Memory:</b> a place for each stream that has a session, and the ids of the last 10,000 sessions that have ended.
 */
public final class SessionStreams {

    private static final int REMEMBERED = 10_000;

    // Set once.
    private final Duration patience;

    // Both guarded by "this".
    private final Map<String, Set<Subscriber>> streams = new HashMap<>();
    private final Set<String> ended = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * No streams yet.
     *
     * @param patience so long after the time of its session a stream ends at the latest. Not sooner than the server looks for
     *     such sessions: on some, the end of a request renews the session
     */
    public SessionStreams(Duration patience) {
        this.patience = patience;
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
        stream.endWithin(session.timeout().plus(patience));
        if (add(session.id(), stream)) {
            stream.ending().thenRun(() -> remove(session.id(), stream));
        } else {
            stream.kick(why());
        }
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
        return streams.size();
    }

    private synchronized boolean add(String session, Subscriber stream) {
        return !ended.contains(session)
                && streams.computeIfAbsent(session, unused -> new HashSet<>(2)).add(stream);
    }

    private synchronized void remove(String session, Subscriber stream) {
        streams.computeIfPresent(session, (unused, open) -> {
            open.remove(stream);
            return open.isEmpty() ? null : open;
        });
    }

    private synchronized Set<Subscriber> forget(String session) {
        ended.add(session);
        Set<Subscriber> open = streams.remove(session);
        return open == null ? Set.of() : open;
    }
}
