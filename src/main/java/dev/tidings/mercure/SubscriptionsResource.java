package dev.tidings.mercure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.authorize.Access;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import dev.tidings.http.Cors;
import dev.tidings.http.JsonQuote;
import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import dev.tidings.presence.Presence;
import dev.tidings.presence.PresenceSettings;
import dev.tidings.presence.Subscription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

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
        List<String> which = which(http);
        String topic = topic(access.hub(http), which);
        access.requireGranted(http, topic);
        // Before anything is looked up: whoever follows the log from here on misses nothing that is not in the answer.
        String cursor = cursor();
        String link = "<" + access.resource(http).identifier() + ">; rel=\"mercure\"; last-event-id=\"" + cursor
                + "\"; type=\"mercure\"; content-type=\"application/json\"";
        var tag = new EntityTag(cursor);
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer =
                known == null ? Response.ok(document(topic, which, link), MediaType.APPLICATION_JSON) : known;
        return answer.tag(tag)
                .header(HttpHeaders.LINK, link)
                // Of somebody's token, and over at once.
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    private List<String> which(HttpServletRequest http) {
        if (!settings.subscriptions()) {
            throw Problem.of(Status.NOT_FOUND, "who listens is not told here; tidings.subscriptions=true has it told")
                    .exception();
        }
        return SubscriptionsPath.of(http.getRequestURI())
                .orElseThrow(() -> Problem.of(
                                Status.NOT_FOUND,
                                "after subscriptions come a type of matcher and a matcher, and then a subscriber,"
                                        + " each percent-encoded as a whole")
                        .exception())
                .variables();
    }

    private static String topic(String hub, List<String> which) {
        return switch (which.size()) {
            case 0 -> Subscription.path(hub);
            case 2 -> Subscription.path(hub, which.get(0), which.get(1));
            default -> Subscription.path(hub, which.get(0), which.get(1), which.get(2));
        };
    }

    private String cursor() {
        EventId latest = broadcaster.latest();
        return latest.position() == 0 ? Update.EARLIEST : latest.toString();
    }

    private StreamingOutput document(String topic, List<String> which, String link) {
        if (which.size() == 3) {
            Subscription one = presence.subscription(which.get(0), which.get(1), which.get(2))
                    .orElseThrow(() -> Problem.of(Status.NOT_FOUND, "there is no such subscription any more")
                            .with(HttpHeaders.LINK, link)
                            .exception());
            return out -> out.write(one.json(true).getBytes(UTF_8));
        }
        Stream<Subscription> some =
                which.isEmpty() ? presence.subscriptions() : presence.subscriptions(which.get(0), which.get(1));
        return out -> write(topic, some.iterator(), out);
    }

    // One after the other, as there may be more than should be in memory at once.
    private static void write(String topic, Iterator<Subscription> some, OutputStream to) throws IOException {
        var out = new BufferedOutputStream(to);
        String head = "{\"id\":" + JsonQuote.of(topic) + ",\"type\":\"subscriptions\",\"subscriptions\":[";
        out.write(head.getBytes(UTF_8));
        while (some.hasNext()) {
            out.write(some.next().json(true).getBytes(UTF_8));
            if (some.hasNext()) {
                out.write(',');
            }
        }
        out.write("]}".getBytes(UTF_8));
        out.flush();
    }
}
