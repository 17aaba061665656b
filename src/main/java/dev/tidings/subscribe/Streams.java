package dev.tidings.subscribe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.authorize.Authentication;
import dev.tidings.authorize.Caller;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.http.Cors;
import dev.tidings.http.JsonText;
import dev.tidings.http.Problem;
import dev.tidings.http.Proxies;
import dev.tidings.http.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Answers requests of an application with streams: with one that the application sends to and registers with broadcasters,
 * or with one that ends. To be called in a JAX-RS method that has an {@code @Suspended AsyncResponse}, and leaves it alone,
 * or in a servlet after {@code startAsync}. Who may listen is for the application to decide, before. A stream ends with the
 * HTTP session of its request, if that has one; tokens of the hub's issuers are not looked at. For limits and kicks it is a stream of whoever has
 * logged in.
 *
 * <p><b>Threads:</b> the request's own.
 *
 * <p><b>Failure:</b> when there are as many streams as there may be, the client is sent away, and comes back later by itself.
 */
@ApplicationScoped
public class Streams {

    static final String TYPE = "text/event-stream;charset=UTF-8";

    // no-transform and X-Accel-Buffering: what stands between must pass events on one by one.
    static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "no-store, no-transform", "X-Accel-Buffering", "no");

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private SubscribeSettings settings;

    @Inject
    private Cors cors;

    @Inject
    private StreamThreads threads;

    @Inject
    private JsonText json;

    @Inject
    private SessionStreams sessions;

    @Inject
    private StreamLimits limits;

    @Inject
    private Proxies proxies;

    @Inject
    private Authentication authentication;

    /**
     * Opens a stream to whoever sent the request.
     *
     * @return closed already if there was no place for it
     */
    public EventSink open(HttpServletRequest request) throws IOException {
        Optional<String> lastEventId = EventsQuery.lastEventId(request);
        boolean isAdmitted = limits.admits(proxies.client(request));
        Optional<Subscriber> client = begin(request, sink -> isAdmitted ? connect(request, sink) : Optional.empty());
        return new EventSink(client, lastEventId, json, threads.application());
    }

    /**
     * Answers with a stream of its own, which ends with its source: with an event {@code tidings:end}, after which a client
     * that comes back is answered 204 and stays away. If the source fails, with {@code tidings:error}; the client then comes
     * back, and the source is asked for what follows the last item that arrived.
     *
     * @throws dev.tidings.http.ProblemException 400 if the client brings an id that no finite stream gives
     */
    public void send(HttpServletRequest request, Source source) throws IOException {
        AsyncContext context = asynchronous(request);
        String last = EventsQuery.lastEventId(request).orElse("0");
        if (last.equals(FiniteStream.END)) {
            ((HttpServletResponse) context.getResponse()).setStatus(HttpServletResponse.SC_NO_CONTENT);
            context.complete();
            return;
        }
        long after = number(last);
        if (!limits.admits(proxies.client(request))) {
            begin(request, sink -> Optional.empty());
            return;
        }
        Flow.Publisher<?> publisher = source.after(after);
        Optional<Subscriber> client = begin(request, sink -> {
            Optional<Subscriber> place = connect(request, sink);
            // Before the response begins: if that fails, the stream ends, and its source with it.
            place.ifPresent(mine -> orGone(
                    mine,
                    () -> new FiniteStream(mine, after, source.pace(), json, threads.application()).follow(publisher)));
            return place;
        });
        if (client.isEmpty()) {
            Source.drop(publisher);
        }
    }

    private Optional<Subscriber> connect(HttpServletRequest request, Sink sink) {
        Session session = Session.of(request);
        var caller = new Caller(proxies.client(request), session.id(), authentication.named(request));
        Optional<Subscriber> client = limits.open(caller, () -> broadcaster.connect(sink, caller));
        client.ifPresent(mine -> orGone(mine, () -> sessions.open(session, mine)));
        return client;
    }

    /** What fails before the response begins must not leave a stream that nobody reads. */
    static void orGone(Subscriber stream, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failed) {
            stream.gone();
            throw failed;
        }
    }

    private static long number(String lastEventId) {
        if (!lastEventId.matches("\\d{1,18}")) {
            throw Problem.badRequest("the last event id of this stream is a number, or \"" + FiniteStream.END
                            + "\"; leave it out to begin at the beginning")
                    .exception();
        }
        return Long.parseLong(lastEventId);
    }

    /**
     * Makes the response a stream, if whoever gets the sink has a place for it.
     *
     * @param cursors headers that tell what it goes on after
     */
    Optional<Subscriber> begin(
            HttpServletRequest request, Function<Sink, Optional<Subscriber>> place, String... cursors)
            throws IOException {
        AsyncContext context = asynchronous(request);
        var response = (HttpServletResponse) context.getResponse();
        begin(response, request.getHeader("Origin"));
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            // JAX-RS has the method of GET answer it, too. Sent at once, whatever that method does next.
            response.flushBuffer();
            context.complete();
            return Optional.empty();
        }
        var sink = new StreamSink(context, response.getOutputStream(), threads.closers());
        Optional<Subscriber> subscriber = place.apply(sink);
        if (subscriber.isEmpty()) {
            limits.turnAway();
            // With 200, because a browser never comes back after any other status.
            send(response, settings.someBusyRetryMillis(), new byte[0]);
            context.complete();
            return subscriber;
        }
        try {
            subscriber
                    .get()
                    .startsAfter()
                    .ifPresent(id -> List.of(cursors).forEach(name -> response.setHeader(name, id)));
            // At once, or the browser would not know that the stream is open until the first event. With its id, as one
            // that knows it is open counts on hearing all from there on, also if it is cut off now.
            send(response, settings.someRetryMillis(), sink.beginning());
            sink.start(subscriber.get());
        } catch (IOException | RuntimeException clientLeftFirst) {
            subscriber.get().gone();
            throw clientLeftFirst;
        }
        return subscriber;
    }

    private static AsyncContext asynchronous(HttpServletRequest request) {
        if (!request.isAsyncStarted()) {
            throw new IllegalStateException("a stream outlives its request: declare a parameter"
                    + " \"@Suspended AsyncResponse\" in the resource method, or call startAsync in the servlet");
        }
        AsyncContext context = request.getAsyncContext();
        context.setTimeout(0);
        return context;
    }

    private void begin(HttpServletResponse response, String origin) {
        // Undertow would keep the end of what is flushed, if it had a buffer to keep it in.
        response.setBufferSize(1);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(TYPE);
        HEADERS.forEach(response::setHeader);
        cors.headers(origin).forEach(response::setHeader);
    }

    private static void send(HttpServletResponse response, long retryMillis, byte[] beginning) throws IOException {
        byte[] head = (":\nretry: " + retryMillis + "\n").getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + beginning.length);
        System.arraycopy(beginning, 0, all, head.length, beginning.length);
        response.getOutputStream().write(all);
        response.flushBuffer();
    }
}
