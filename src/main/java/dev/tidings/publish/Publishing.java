package dev.tidings.publish;

import dev.tidings.authorize.Access;
import dev.tidings.authorize.Identity;
import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import dev.tidings.http.Body;
import dev.tidings.http.Cors;
import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import dev.tidings.http.Proxies;
import dev.tidings.http.Session;
import dev.tidings.http.TooLargeException;
import dev.tidings.limit.Place;
import dev.tidings.log.AppendException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What the doors of the hub have in common when somebody wants to publish: whether they may, and the answer, which is the
 * update's id once the log has it.
 *
 * <p><b>Threads:</b> the request's own; the answer may come from another.
 */
@ApplicationScoped
public class Publishing {

    private static final System.Logger LOG = System.getLogger(Publishing.class.getName());

    @Inject
    private Publisher publisher;

    @Inject
    private PublishSettings settings;

    @Inject
    private Access access;

    @Inject
    private Cors cors;

    @Inject
    private Proxies proxies;

    @Inject
    private PublishLimits limits;

    /**
     * Publishes what the request asks for, if its sender may, and answers.
     *
     * @param reader makes an update of the body; throws what says why it cannot
     * @throws ProblemException if it is nothing that can be published
     */
    public void publish(
            HttpServletRequest request, InputStream body, AsyncResponse answer, Function<Body, Update> reader)
            throws IOException {
        String origin = request.getHeader("Origin");
        try {
            // First of all, so that whoever tries out tokens is held to it, too.
            refuse(limits.refusal(proxies.client(request)));
            Place place = limits.place().orElseThrow(PublishLimits.BUSY::exception);
            var pending = new Pending(answer, origin, place);
            boolean isGoingOn = false;
            try {
                append(update(request, body, reader), pending);
                isGoingOn = true;
            } finally {
                if (!isGoingOn) {
                    place.giveBack();
                }
            }
        } catch (ProblemException refused) {
            throw cors.readable(refused.problem(), origin).exception();
        }
    }

    private static void refuse(Optional<Problem> refusal) {
        refusal.ifPresent(problem -> {
            throw problem.exception();
        });
    }

    private Update update(HttpServletRequest request, InputStream body, Function<Body, Update> reader)
            throws IOException {
        Session session = Session.of(request);
        refuse(limits.refusal(access.publisher(request, session), session.id()));
        Update update = read(request, Body.read(request, body, settings.bodyBytes()), reader);
        Identity sender = access.publisher(request, session);
        access.requireGranted(request, sender, update.topics());
        refuse(limits.refusal());
        return update.key().map(key -> update.withKey(sender.own(key))).orElse(update);
    }

    private Update read(HttpServletRequest request, Body body, Function<Body, Update> reader) {
        try {
            Update update = reader.apply(body);
            access.requireNotReserved(request, update);
            return update;
        } catch (IllegalArgumentException refused) {
            throw Problem.badRequest(refused.getMessage()).exception();
        }
    }

    private void append(Update update, Pending pending) {
        pending.answer.setTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        pending.answer.setTimeoutHandler(late -> resume(pending, unknown("the log has not answered in time")));
        Map<String, String> headers = cors.headers(pending.origin);
        try {
            publisher.publish(update).whenComplete((id, failure) -> {
                if (failure == null) {
                    resume(pending, accepted(update, id, headers));
                } else {
                    resume(pending, problem(failure));
                }
            });
        } catch (TooLargeException tooLarge) {
            // Not thrown: one of the servers does not answer with what is thrown once there is a timeout.
            resume(pending, Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, tooLarge.getMessage()));
        } catch (IllegalArgumentException refused) {
            resume(pending, Problem.badRequest(refused.getMessage()));
        } catch (RuntimeException failed) {
            resume(pending, problem(failed));
        }
    }

    private void resume(Pending pending, Problem problem) {
        resume(pending, cors.readable(problem, pending.origin).response());
    }

    // The place first: to answer may fail, as the client may be gone.
    private static void resume(Pending pending, Response response) {
        pending.place.giveBack();
        pending.answer.resume(response);
    }

    private static Response accepted(Update update, EventId id, Map<String, String> headers) {
        // With a key it may be another update that the log has, with an id of its own; then it is named by its place.
        String named = update.key().isPresent() ? id.toString() : update.id().orElseGet(id::toString);
        Response.ResponseBuilder accepted = Response.ok(named, "text/plain;charset=utf-8");
        headers.forEach(accepted::header);
        return accepted.build();
    }

    private static Problem problem(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        LOG.log(System.Logger.Level.WARNING, "an update could not be appended", cause);
        return cause instanceof AppendException append && append.outcome() == AppendException.Outcome.REJECTED
                ? unavailable(
                        "the log does not take updates at the moment; the update was not published, send it again")
                : unknown("the log failed");
    }

    private static Problem unknown(String cause) {
        return unavailable(
                cause + "; the update may have been published. Send it again with the same key, at /events, and it will"
                        + " not be published twice");
    }

    private static Problem unavailable(String detail) {
        return Problem.of(Status.SERVICE_UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(1));
    }

    /** A request that is to be answered. */
    private record Pending(AsyncResponse answer, String origin, Place place) {}
}
