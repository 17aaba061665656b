package dev.tidings.subscribe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.authorize.Access;
import dev.tidings.authorize.Caller;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.http.Cors;
import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code GET /events}: the stream. What it sends and what it takes is in {@code src/site/markdown/protocol.md}. */
@Path("events")
@ApplicationScoped
public class SubscribeResource {

    private static final System.Logger LOG = System.getLogger(SubscribeResource.class.getName());
    private static final String TYPE = "text/event-stream;charset=UTF-8";

    // no-transform and X-Accel-Buffering: what stands between must pass events on one by one.
    private static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "no-store, no-transform", "X-Accel-Buffering", "no");

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private SubscribeSettings settings;

    @Inject
    private Access access;

    @Inject
    private Cors cors;

    @Inject
    private Closer closer;

    /**
     * Opens a stream. JAX-RS is left at its first suspension and never resumed: from there on the response belongs to the
     * sink, on all three servers (decision 0002).
     */
    @GET
    public void subscribe(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request)
            throws IOException {
        SubscribeRequest wanted = allowed(request);
        AsyncContext context = request.getAsyncContext();
        context.setTimeout(0);
        var response = (HttpServletResponse) context.getResponse();
        begin(response, request.getHeader("Origin"));
        var sink = new StreamSink(context, response.getOutputStream(), closer);
        Optional<Subscriber> subscriber = subscribe(wanted, sink, new Caller(request.getRemoteAddr()));
        if (subscriber.isEmpty()) {
            turnAway(context, response);
            return;
        }
        try {
            // At once, or the browser would not know that the stream is open until the first event.
            send(response, ":\nretry: " + settings.someRetryMillis() + "\n");
            sink.start(subscriber.get());
        } catch (IOException | RuntimeException clientLeftFirst) {
            subscriber.get().gone();
            throw clientLeftFirst;
        }
    }

    /** The answer that {@link #subscribe} would begin with. */
    @HEAD
    public Response head(@Context HttpServletRequest request) {
        allowed(request);
        Response.ResponseBuilder answer = Response.ok().header("Content-Type", TYPE);
        HEADERS.forEach(answer::header);
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
            access.refusalToSubscribe().ifPresent(problem -> {
                throw problem.exception();
            });
            return SubscribeRequest.read(request, settings);
        } catch (ProblemException refused) {
            // A page that may listen may also know why it may not.
            Problem problem = refused.problem();
            for (var header : cors.headers(request.getHeader("Origin")).entrySet()) {
                problem = problem.with(header.getKey(), header.getValue());
            }
            throw problem.exception();
        }
    }

    private void begin(HttpServletResponse response, String origin) {
        // Undertow would keep the end of what is flushed, if it had a buffer to keep it in.
        response.setBufferSize(1);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(TYPE);
        HEADERS.forEach(response::setHeader);
        cors.headers(origin).forEach(response::setHeader);
    }

    private Optional<Subscriber> subscribe(SubscribeRequest wanted, StreamSink sink, Caller caller) {
        try {
            return broadcaster.subscribe(wanted.audience(), wanted.lastEventId(), sink, caller);
        } catch (RuntimeException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "the history cannot be read; a client is turned away", unreadable);
            return Optional.empty();
        }
    }

    // With 200, because a browser never comes back after any other status.
    private void turnAway(AsyncContext context, HttpServletResponse response) throws IOException {
        send(response, ":\nretry: " + settings.someBusyRetryMillis() + "\n");
        context.complete();
    }

    private static void send(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(US_ASCII));
        response.flushBuffer();
    }
}
