package dev.tidings.subscribe;

import dev.tidings.authorize.Access;
import dev.tidings.authorize.Caller;
import dev.tidings.authorize.Identity;
import dev.tidings.broadcast.Arrival;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.http.Cors;
import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import dev.tidings.http.Proxies;
import dev.tidings.http.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the doors of the hub have in common when somebody wants to listen: whether they may, and the stream.
 *
 * <p><b>Threads:</b> the request's own.
 */
@ApplicationScoped
public class Subscribing {

    private static final System.Logger LOG = System.getLogger(Subscribing.class.getName());

    /** The header that tells clients what a stream goes on after. */
    public static final String CURSOR = "Mercure-Last-Event-ID";

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private Access access;

    @Inject
    private Cors cors;

    @Inject
    private Streams streams;

    @Inject
    private SessionStreams sessions;

    @Inject
    private Event<StreamOpened> opened;

    @Inject
    private StreamLimits limits;

    @Inject
    private Proxies proxies;

    /**
     * Answers with a stream, by the request alone: to be called as {@link Streams#open} is.
     *
     * @param reader what is asked for, by somebody who may ask
     * @throws ProblemException if it is nothing that can be answered so
     */
    public void stream(HttpServletRequest request, Function<Identity, SubscribeRequest> reader) throws IOException {
        stream(request, reader, CURSOR);
    }

    /**
     * As the other, for clients that look elsewhere for what the stream goes on after.
     *
     * @param cursors the headers that tell it
     */
    public void stream(HttpServletRequest request, Function<Identity, SubscribeRequest> reader, String... cursors)
            throws IOException {
        try (Arrival arrival = broadcaster.arrival()) {
            streams.begin(request, place(request, reader, arrival), cursors);
        }
    }

    private Function<Sink, Optional<Subscriber>> place(
            HttpServletRequest request, Function<Identity, SubscribeRequest> reader, Arrival arrival) {
        String address = proxies.client(request);
        if (!limits.admits(address)) {
            return sink -> Optional.empty();
        }
        // Before anybody asks who it is: a login that ends from here on is missed by nobody.
        Session session = Session.of(request);
        try {
            // To send a body may take as long as its sender likes, and rights may be lost meanwhile.
            Function<Identity, SubscribeRequest> read = hasBody(request) ? allowed(request, reader)::by : reader;
            arrival.begin();
            SubscribeRequest wanted = allowed(request, read);
            Caller caller = new Caller(address, session.id(), wanted.identity());
            String hub = access.hub(request);
            return sink -> {
                Optional<Subscriber> subscriber = subscribe(wanted, sink, caller);
                subscriber.ifPresent(mine -> Streams.orGone(mine, () -> {
                    arrival.opened(mine);
                    sessions.open(session, mine);
                    tell(new StreamOpened(mine, wanted, hub));
                }));
                return subscriber;
            };
        } catch (ProblemException refused) {
            if (refused.problem().status() != Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
                throw refused;
            }
            // Whatever it is that is not there for now: a browser would not come back after this status.
            return sink -> Optional.empty();
        }
    }

    /** The answer that {@link #stream} would begin with. */
    public Response head(HttpServletRequest request, Function<Identity, SubscribeRequest> reader) {
        try {
            requireAdmitted(request);
        } catch (ProblemException refused) {
            throw cors.readable(refused.problem(), request.getHeader("Origin")).exception();
        }
        allowed(request, reader);
        Response.ResponseBuilder answer = Response.ok().header("Content-Type", Streams.TYPE);
        Streams.HEADERS.forEach(answer::header);
        cors.headers(request.getHeader("Origin")).forEach(answer::header);
        return answer.build();
    }

    /**
     * Holds whoever asks for something else than a stream to the same rate; to be called before anything of the request is
     * looked at.
     *
     * @throws ProblemException 429
     */
    public void requireAdmitted(HttpServletRequest request) {
        limits.refusal(proxies.client(request)).ifPresent(problem -> {
            throw problem.exception();
        });
    }

    private static boolean hasBody(HttpServletRequest request) {
        return !request.getMethod().equals(HttpMethod.GET);
    }

    /** Tells a browser what another origin's page may do at a door. */
    public Response preflight(HttpServletRequest request, String methods) {
        Response.ResponseBuilder answer = Response.noContent().header("Allow", methods);
        cors.preflightHeaders(request.getHeader("Origin")).forEach(answer::header);
        return answer.build();
    }

    private SubscribeRequest allowed(HttpServletRequest request, Function<Identity, SubscribeRequest> reader) {
        try {
            return read(reader, access.subscriber(request));
        } catch (ProblemException refused) {
            throw cors.readable(refused.problem(), request.getHeader("Origin")).exception();
        }
    }

    private static SubscribeRequest read(Function<Identity, SubscribeRequest> reader, Identity client) {
        try {
            return reader.apply(client);
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest(malformed.getMessage()).exception();
        }
    }

    private Optional<Subscriber> subscribe(SubscribeRequest wanted, Sink sink, Caller caller) {
        try {
            Optional<Subscriber> subscriber = limits.open(
                    caller,
                    () -> broadcaster.subscribe(
                            wanted.audience(), wanted.lastEventId(), wanted.tellsGaps(), sink, caller));
            Duration left = Duration.between(Instant.now(), wanted.identity().expiresAt());
            subscriber.ifPresent(mine -> mine.endWithin(left));
            return subscriber;
        } catch (RuntimeException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "the history cannot be read; a client is turned away", unreadable);
            return Optional.empty();
        }
    }

    // Whoever wants to know must not be the reason that a client gets nothing.
    private void tell(StreamOpened stream) {
        try {
            opened.fire(stream);
        } catch (RuntimeException | Error theirs) {
            LOG.log(System.Logger.Level.ERROR, "an observer of streams failed", theirs);
        }
    }
}
