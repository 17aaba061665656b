package dev.tidings.publish;

import dev.tidings.authorize.Access;
import dev.tidings.authorize.Identity;
import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import dev.tidings.http.Problem;
import dev.tidings.log.AppendException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** {@code POST /events}: publishes one update, and answers with its id once the log has it. */
@Path("events")
@ApplicationScoped
public class PublishResource {

    private static final System.Logger LOG = System.getLogger(PublishResource.class.getName());

    @Inject
    private Publisher publisher;

    @Inject
    private PublishSettings settings;

    @Inject
    private Access access;

    @POST
    @Consumes(MediaType.WILDCARD)
    public void publish(InputStream body, @Suspended AsyncResponse answer, @Context HttpServletRequest request)
            throws IOException {
        Identity publisher = access.publisher(request);
        Update update = PublishRequest.read(request, body, settings.bodyBytes());
        access.requireGranted(request, publisher, update.topics());
        answer.setTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        answer.setTimeoutHandler(
                late -> late.resume(unknown("the log has not answered in time").response()));
        append(update, answer);
    }

    private void append(Update update, AsyncResponse answer) {
        try {
            publisher
                    .publish(update)
                    .whenComplete((id, failure) -> answer.resume(
                            failure == null
                                    ? accepted(update, id)
                                    : problem(failure).response()));
        } catch (TooLargeException tooLarge) {
            // Not thrown: one of the servers does not answer with what is thrown once there is a timeout.
            answer.resume(Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, tooLarge.getMessage())
                    .response());
        }
    }

    private static Response accepted(Update update, EventId id) {
        return Response.ok(update.id().orElseGet(id::toString), "text/plain;charset=utf-8")
                .build();
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
                cause + "; the update may have been published. Send it again with the same key, and it will not"
                        + " be published twice");
    }

    private static Problem unavailable(String detail) {
        return Problem.of(Status.SERVICE_UNAVAILABLE, detail).with("Retry-After", "1");
    }
}
