package dev.tidings.rooms;

import dev.tidings.subscribe.Source;
import dev.tidings.subscribe.Streams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Answers each client with a stream of its own. */
@Path("lists/{name}")
@ApplicationScoped
public class ListsResource {

    /** An item that is sent as JSON. */
    public record Item(String name, int number) {}

    @Inject
    private Streams streams;

    @Inject
    private Lists lists;

    @GET
    @Path("rows")
    public void rows(
            @PathParam("name") String name,
            @QueryParam("to") long to,
            @QueryParam("bytes") int bytes,
            @QueryParam("every") @DefaultValue("PT0S") String every,
            @Suspended AsyncResponse neverResumed,
            @Context HttpServletRequest request)
            throws IOException {
        streams.send(
                request,
                Source.ofIterator(last -> lists.rows(name, last, to, bytes)).every(Duration.parse(every)));
    }

    @GET
    @Path("published")
    public void published(
            @PathParam("name") String name,
            @QueryParam("to") long to,
            @QueryParam("fails") boolean fails,
            @Suspended AsyncResponse neverResumed,
            @Context HttpServletRequest request)
            throws IOException {
        streams.send(request, Source.of(last -> lists.publisher(name, last, to, fails)));
    }

    @GET
    @Path("items")
    public void items(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request, @Context Sse sse)
            throws IOException {
        List<Object> items = List.of("text\nof two lines", new Item("tea", 2), sse.newEvent("named", "data"));
        streams.send(
                request, Source.ofIterator(last -> items.stream().skip(last).iterator()));
    }

    @GET
    @Path("unsendable")
    public void unsendable(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request, @Context Sse sse)
            throws IOException {
        List<Object> items = List.of("good", sse.newEvent("tidings:end", "forged"), "never");
        streams.send(
                request, Source.ofIterator(last -> items.stream().skip(last).iterator()));
    }

    @GET
    @Path("broken")
    public void broken(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request) throws IOException {
        streams.send(request, Source.ofIterator(last -> {
            throw new IllegalStateException("no such list");
        }));
    }

    @GET
    @Path("not-suspended")
    public String notSuspended(@Context HttpServletRequest request) throws IOException {
        try {
            streams.send(request, Source.ofIterator(last -> List.of().iterator()));
            return "sent";
        } catch (IllegalStateException refused) {
            return refused.getMessage();
        }
    }

    @GET
    @Path("opened")
    public int opened(@PathParam("name") String name) {
        return lists.opened(name);
    }

    @GET
    @Path("given")
    public int given(@PathParam("name") String name) {
        return lists.given(name);
    }

    @GET
    @Path("closed")
    public int closed(@PathParam("name") String name) {
        return lists.closed(name);
    }
}
