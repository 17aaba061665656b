package dev.tidings;

import dev.tidings.subscribe.Source;
import dev.tidings.subscribe.Streams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.LongStream;

/** Streams that an application opens by itself: one without an end, and one with one. */
@Path("own")
@ApplicationScoped
public class OwnStreamsResource {

    @Inject
    private Streams streams;

    @GET
    @Path("desk")
    public void desk(@Suspended AsyncResponse unused, @Context HttpServletRequest request, @Context Sse sse)
            throws IOException {
        streams.open(request).send(sse.newEvent("welcome"));
    }

    @GET
    @Path("count")
    public void count(@Suspended AsyncResponse unused, @Context HttpServletRequest request) throws IOException {
        streams.send(
                request,
                Source.ofIterator(last ->
                                LongStream.rangeClosed(last + 1, 100_000).iterator())
                        .every(Duration.ofMillis(20)));
    }
}
