package dev.tidings.broadcast;

import dev.tidings.event.Frame;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * A stream that is about to open. Between the moment at which somebody asks what its client may hear and the one at which it
 * is there, that may be taken away and the client kicked: whoever is kicked meanwhile is noted here, and kicked when the
 * stream has opened.
 *
 * <pre>
 *   arrival: begin ... what may the client hear? ... it is among the sweeper's subscribers ... {@link #opened}
 *   kick:     note it in every arrival, then look through the subscribers
 * </pre>
 *
 * <p>So a kick that is noted too late finds the subscriber, and one that comes before the beginning comes before the question.
 *
 * <p><b>Threads:</b> of the request that opens the stream; {@link #note} is safe for any.
 */
public final class Arrival implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Arrival.class.getName());

    private final Set<Arrival> all;
    private final Queue<Kick> noted = new ConcurrentLinkedQueue<>();

    Arrival(Set<Arrival> all) {
        this.all = all;
    }

    /** From now on no kick is missed: to be called before anybody asks what the client may hear. */
    public void begin() {
        all.add(this);
    }

    void note(Predicate<Subscriber> which, Frame why) {
        noted.add(new Kick(which, why));
    }

    /** The stream is there. */
    public void opened(Subscriber subscriber) {
        noted.stream().filter(kick -> isMeant(kick, subscriber)).forEach(kick -> subscriber.kick(kick.why));
        close();
    }

    // Whoever asked may have gone by now, with what the question needs; and this client has nothing to do with that.
    private static boolean isMeant(Kick kick, Subscriber subscriber) {
        try {
            return kick.which.test(subscriber);
        } catch (RuntimeException theirs) {
            LOG.log(System.Logger.Level.WARNING, "nobody can say whether a kick means a stream; it is ended", theirs);
            return true;
        }
    }

    /** It is there, or will not be. Idempotent. */
    @Override
    public void close() {
        all.remove(this);
    }

    private record Kick(Predicate<Subscriber> which, Frame why) {}
}
