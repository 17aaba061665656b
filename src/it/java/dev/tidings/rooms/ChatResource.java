package dev.tidings.rooms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;

/** A chat as tutorials have it, who forget what becomes of their events. */
@SuppressWarnings("CheckReturnValue")
@Path("chat")
@ApplicationScoped
public class ChatResource {

    // The line that was changed: it was made by sse.newBroadcaster() when the first client came.
    @Inject
    private SseBroadcaster broadcaster;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void join(@Context SseEventSink sink, @Context Sse sse) {
        sink.send(sse.newEvent("welcome"));
        broadcaster.register(sink);
    }

    @POST
    public void say(String message, @Context Sse sse) {
        broadcaster.broadcast(sse.newEvent("chat", message));
    }
}
