package dev.tidings.example;

import dev.tidings.authorize.Access;
import dev.tidings.http.Form;
import dev.tidings.http.Problem;
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
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.stream.LongStream;

/** {@code GET /examples/count?to=100&every=1s}: counts for one client, and ends; one that was cut off goes on where it was. */
@Path("examples/count")
@ApplicationScoped
public class Count {

    private static final Duration SLOWEST = Duration.ofHours(1);

    @Inject
    private Streams streams;

    @Inject
    private Access access;

    @GET
    public void count(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request) throws IOException {
        access.refuseOutsideThePlayground();
        Form query = Form.query(request);
        long to = number(query.first("to").orElse("100"));
        Duration every = duration(query.first("every").orElse("1s"));
        streams.send(
                request,
                Source.ofIterator(last -> LongStream.rangeClosed(last + 1, to).iterator())
                        .every(every));
    }

    private static long number(String to) {
        if (!to.matches("\\d{1,9}")) {
            throw Problem.badRequest("to is a number of at most nine digits").exception();
        }
        return Long.parseLong(to);
    }

    private static Duration duration(String every) {
        try {
            Duration duration = Duration.parse("PT" + every);
            if (!duration.isNegative() && duration.compareTo(SLOWEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException malformed) {
            // As for one that is out of range.
        }
        throw Problem.badRequest("every is a time such as 1s, 0.5s or 2m, at most 1h")
                .exception();
    }
}
