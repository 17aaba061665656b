package dev.tidings.subscribe;

import dev.tidings.authorize.Access;
import dev.tidings.authorize.Identity;
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
import java.util.function.Function;

/** {@code GET /events}: the stream. What it sends and what it takes is in {@code src/site/markdown/protocol.md}. */
@Path("events")
@ApplicationScoped
public class SubscribeResource {

    @Inject
    private SubscribeSettings settings;

    @Inject
    private Subscribing subscribing;

    @Inject
    private Access access;

    /**
     * Opens a stream. JAX-RS is left at its first suspension and never resumed: from there on the response belongs to the
     * sink, on all three servers (decision 0002).
     */
    @GET
    public void subscribe(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request)
            throws IOException {
        subscribing.stream(request, wanted(request));
    }

    /** The answer that {@link #subscribe} would begin with. */
    @HEAD
    public Response head(@Context HttpServletRequest request) {
        return subscribing.head(request, wanted(request));
    }

    @OPTIONS
    public Response preflight(@Context HttpServletRequest request) {
        return subscribing.preflight(request, "GET, HEAD, OPTIONS, POST");
    }

    private Function<Identity, SubscribeRequest> wanted(HttpServletRequest request) {
        return identity -> EventsQuery.read(request, identity, settings, () -> access.me(request, identity));
    }
}
