package dev.tidings.rooms;

import dev.tidings.subscribe.EventSink;
import dev.tidings.subscribe.Streams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Lets a test enter rooms in both ways, say something there, and close them. */
@Path("rooms/{room}")
@ApplicationScoped
public class RoomsResource {

    /** What is said as JSON. */
    public record Said(String text, int number) {}

    @Inject
    private Rooms rooms;

    @Inject
    private Streams streams;

    /** With a sink of the hub's, which is sent a word of its own first. */
    @GET
    @Path("ours")
    public void enter(
            @PathParam("room") String room,
            @QueryParam("too") String another,
            @Suspended AsyncResponse neverResumed,
            @Context HttpServletRequest request,
            @Context Sse sse)
            throws IOException {
        EventSink sink = streams.open(request);
        sink.send(sse.newEvent("welcome", "to " + room));
        rooms.room(room).register(sink);
        rooms.room(room).register(sink);
        if (another != null) {
            rooms.room(another).register(sink);
        }
    }

    /** With the container's sink, as a tutorial has it. */
    @GET
    @Path("containers")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void enter(@PathParam("room") String room, @Context SseEventSink sink) {
        rooms.room(room).register(sink);
    }

    @POST
    @Path("say")
    public String say(
            @PathParam("room") String room,
            @QueryParam("name") String name,
            @QueryParam("id") String id,
            @QueryParam("retry") Long retry,
            @Context Sse sse,
            String text) {
        OutboundSseEvent.Builder event = sse.newEventBuilder().data(text);
        if (name != null) {
            event = event.name(name);
        }
        if (id != null) {
            event = event.id(id);
        }
        if (retry != null) {
            event = event.reconnectDelay(retry);
        }
        OutboundSseEvent built = event.build();
        return outcome(
                () -> rooms.room(room).broadcast(built).toCompletableFuture().get(10, TimeUnit.SECONDS));
    }

    @POST
    @Path("say-json")
    public String sayJson(@PathParam("room") String room, @Context Sse sse, String text) {
        OutboundSseEvent event = sse.newEventBuilder()
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(new Said(text, 1))
                .build();
        return outcome(() -> rooms.room(room).broadcast(event));
    }

    @POST
    @Path("say-comment")
    public String sayComment(@PathParam("room") String room, @Context Sse sse, String text) {
        OutboundSseEvent event = sse.newEventBuilder().comment(text).build();
        return outcome(() -> rooms.room(room).broadcast(event));
    }

    /** As fast as a loop can. */
    @POST
    @Path("burst")
    public String burst(
            @PathParam("room") String room,
            @QueryParam("from") int from,
            @QueryParam("count") int count,
            @QueryParam("bytes") int bytes,
            @Context Sse sse) {
        String padding = " " + "x".repeat(bytes);
        for (int i = from; i < from + count; i++) {
            rooms.room(room).broadcast(sse.newEvent(i + padding));
        }
        return "done";
    }

    @POST
    @Path("close")
    public String close(@PathParam("room") String room, @QueryParam("cascading") boolean cascading) {
        // Through the class: JAX-RS 3.0 has no such method in its interface.
        return outcome(() -> {
            rooms.room(room).close(cascading);
            return "done";
        });
    }

    @POST
    @Path("register-nothing-more")
    public String listen(@PathParam("room") String room) {
        return outcome(() -> {
            rooms.room(room).onClose(sink -> {});
            return "done";
        });
    }

    @GET
    @Path("told")
    public String told(@PathParam("room") String room) {
        return String.join("\n", rooms.told(room));
    }

    @POST
    @Path("hold-errors")
    public String hold(@PathParam("room") String room) {
        rooms.holdErrors(room);
        return "done";
    }

    @POST
    @Path("release-errors")
    public String release(@PathParam("room") String room) {
        rooms.releaseErrors(room);
        return "done";
    }

    private static String outcome(Callable<?> action) {
        try {
            return String.valueOf(action.call());
        } catch (Exception refused) {
            return refused.getClass().getSimpleName() + ": " + refused.getMessage();
        }
    }
}
