package dev.tidings.mercure;

import dev.tidings.authorize.Access;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import dev.tidings.http.Cors;
import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import dev.tidings.presence.Presence;
import dev.tidings.presence.PresenceSettings;
import dev.tidings.subscribe.Subscribing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/**
 * {@code /.well-known/mercure/subscriptions}: who listens, for those who were granted to know (Mercure 1.0, "Subscription
 * API"). What is there is decided by the path as it is after decoding, and who may see it by the topic of the same name.
 */
@Path(".well-known/mercure/subscriptions")
@ApplicationScoped
public class SubscriptionsResource {

    @Inject
    private PresenceSettings settings;

    @Inject
    private Presence presence;

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private Subscribing subscribing;

    @Inject
    private Access access;

    @Inject
    private Cors cors;

    @GET
    public Response all(@Context HttpServletRequest http, @Context Request request) {
        return some(http, request);
    }

    /** Those of one matcher, or one of them. */
    @GET
    @Path("{which: .+}")
    public Response some(@Context HttpServletRequest http, @Context Request request) {
        try {
            Response.ResponseBuilder answer = answer(http, request);
            cors.headers(http.getHeader("Origin")).forEach(answer::header);
            return answer.build();
        } catch (ProblemException refused) {
            throw cors.readable(refused.problem(), http.getHeader("Origin")).exception();
        }
    }

    @OPTIONS
    public Response preflight(@Context HttpServletRequest http) {
        Response.ResponseBuilder answer = Response.noContent().header("Allow", "GET, HEAD, OPTIONS");
        cors.preflightHeaders(http.getHeader("Origin")).forEach(answer::header);
        return answer.build();
    }

    @OPTIONS
    @Path("{which: .+}")
    public Response preflightForSome(@Context HttpServletRequest http) {
        return preflight(http);
    }

    private Response.ResponseBuilder answer(HttpServletRequest http, Request request) {
        requireSwitchedOn();
        subscribing.requireAdmitted(http);
        SubscriptionDocuments documents = documents(http);
        List<String> which = SubscriptionsPath.of(http.getRequestURI())
                .orElseThrow(SubscriptionsResource::nothing)
                .variables();
        access.requireGranted(http, documents.topic(which).orElseThrow(SubscriptionsResource::nothing));
        // Before anything is looked up: whoever follows the log from here on misses nothing that is not in the answer.
        String cursor = cursor();
        String link = "<" + access.resource(http).identifier() + ">; rel=\"mercure\"; last-event-id=\"" + cursor
                + "\"; " + documents.linkParameters();
        var tag = new EntityTag(documents.tag(cursor));
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = known == null
                ? Response.ok(documents.of(which, cursor).orElseThrow(() -> over(link)), documents.type())
                : known;
        return answer.tag(tag)
                .header(HttpHeaders.LINK, link)
                // Of somebody's token, and over at once.
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    private void requireSwitchedOn() {
        if (!settings.subscriptions()) {
            throw Problem.of(Status.NOT_FOUND, "who listens is not told here; tidings.subscriptions=true has it told")
                    .exception();
        }
    }

    // Whoever has a token of 0.x speaks that.
    private SubscriptionDocuments documents(HttpServletRequest http) {
        String hub = access.hub(http);
        return access.subscriber(http).speaks0x()
                ? new JsonLdDocuments(presence, hub)
                : new JsonDocuments(presence, hub);
    }

    private static ProblemException nothing() {
        return Problem.of(
                        Status.NOT_FOUND,
                        "after subscriptions come a type of matcher and a matcher (with a token of Mercure 0.x a topic"
                                + " selector), and then a subscriber, each percent-encoded as a whole")
                .exception();
    }

    private static ProblemException over(String link) {
        return Problem.of(Status.NOT_FOUND, "there is no such subscription any more")
                .with(HttpHeaders.LINK, link)
                .exception();
    }

    private String cursor() {
        EventId latest = broadcaster.latest();
        return latest.position() == 0 ? Update.EARLIEST : latest.toString();
    }
}
