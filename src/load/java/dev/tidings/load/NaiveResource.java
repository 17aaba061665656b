package dev.tidings.load;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;

/** A stream as the tutorials show it, and one on which nothing happens. */
@Path("/")
@ApplicationScoped
public class NaiveResource {

    @Inject
    private NaiveHub hub;

    @GET
    @Path("broadcaster")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void register(@QueryParam("topic") String topic, @Context SseEventSink sink, @Context Sse sse) {
        hub.broadcaster(topic, sse).register(sink);
    }

    /** What the server itself needs for a request that waits. */
    @GET
    @Path("idle")
    public void idle(@Suspended AsyncResponse never, @Context HttpServletRequest request) throws IOException {
        var waiting = request.getAsyncContext();
        waiting.setTimeout(0);
        waiting.getResponse().setContentType(MediaType.SERVER_SENT_EVENTS);
        waiting.getResponse().flushBuffer();
    }
}
