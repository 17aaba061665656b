package dev.tidings.subscribe;

import dev.tidings.authorize.Access;
import dev.tidings.authorize.Caller;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.http.Cors;
import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /events}: the stream. What it sends and what it takes is in {@code src/site/markdown/protocol.md}. */
@Path("events")
@ApplicationScoped
public class SubscribeResource {

    private static final System.Logger LOG = System.getLogger(SubscribeResource.class.getName());

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private SubscribeSettings settings;

    @Inject
    private Access access;

    @Inject
    private Cors cors;

    @Inject
    private Streams streams;

    /**
     * Opens a stream. JAX-RS is left at its first suspension and never resumed: from there on the response belongs to the
     * sink, on all three servers (decision 0002).
     */
    @GET
    public void subscribe(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request)
            throws IOException {
        streams.begin(request, place(request));
    }

    private Function<Sink, Optional<Subscriber>> place(HttpServletRequest request) {
        try {
            SubscribeRequest wanted = allowed(request);
            Caller caller = Caller.of(request, wanted.identity());
            return sink -> subscribe(wanted, sink, caller);
        } catch (ProblemException refused) {
            if (refused.problem().status() != Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
                throw refused;
            }
            // Whatever it is that is not there for now: a browser would not come back after this status.
            return sink -> Optional.empty();
        }
    }

    /** The answer that {@link #subscribe} would begin with. */
    @HEAD
    public Response head(@Context HttpServletRequest request) {
        allowed(request);
        Response.ResponseBuilder answer = Response.ok().header("Content-Type", Streams.TYPE);
        Streams.HEADERS.forEach(answer::header);
        cors.headers(request.getHeader("Origin")).forEach(answer::header);
        return answer.build();
    }

    @OPTIONS
    public Response preflight(@Context HttpServletRequest request) {
        Response.ResponseBuilder answer = Response.noContent().header("Allow", "GET, HEAD, OPTIONS, POST");
        cors.preflightHeaders(request.getHeader("Origin")).forEach(answer::header);
        return answer.build();
    }

    private SubscribeRequest allowed(HttpServletRequest request) {
        try {
            return SubscribeRequest.read(request, access.subscriber(request), settings);
        } catch (ProblemException refused) {
            // A page that may listen may also know why it may not.
            Problem problem = refused.problem();
            for (var header : cors.headers(request.getHeader("Origin")).entrySet()) {
                problem = problem.with(header.getKey(), header.getValue());
            }
            throw problem.exception();
        }
    }

    private Optional<Subscriber> subscribe(SubscribeRequest wanted, Sink sink, Caller caller) {
        try {
            Optional<Subscriber> subscriber =
                    broadcaster.subscribe(wanted.audience(), wanted.lastEventId(), sink, caller);
            Duration left = Duration.between(Instant.now(), wanted.identity().expiresAt());
            subscriber.ifPresent(mine -> mine.endWithin(left));
            return subscriber;
        } catch (RuntimeException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "the history cannot be read; a client is turned away", unreadable);
            return Optional.empty();
        }
    }
}
