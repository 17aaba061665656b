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
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code GET /examples/primes?below=20000000}: the progress of a real job, and its result. The job works only while the
 * client takes what it says, and stops when the client has gone.
 */
@Path("examples/primes")
@ApplicationScoped
public class Primes {

    private static final int AT_MOST = 100_000_000;
    private static final int STEPS = 50;

    /** How far it is. */
    public record Progress(int done, int total) {}

    /** What it came to. */
    public record Result(int primes) {}

    @Inject
    private Streams streams;

    @Inject
    private Access access;

    @GET
    public void primes(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request, @Context Sse events)
            throws IOException {
        access.refuseOutsideThePlayground();
        int below = below(Form.query(request).first("below").orElse("20000000"));
        // Cut off, it does the same again, and leaves out what has arrived.
        streams.send(
                request,
                Source.ofIterator(
                        last -> new Job(below).events(events).skip(last).iterator()));
    }

    private static int below(String text) {
        int below = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (below < 2 || below > AT_MOST) {
            throw Problem.badRequest("below is a number from 2 to " + AT_MOST).exception();
        }
        return below;
    }

    /** Counts the primes below a number, step by step. */
    private static final class Job {

        private final int below;
        private final BitSet small;
        private int primes;

        Job(int below) {
            this.below = below;
            this.small = sieve((int) Math.sqrt(below) + 1);
        }

        Stream<OutboundSseEvent> events(Sse sse) {
            Stream<OutboundSseEvent> steps = IntStream.range(0, STEPS).mapToObj(step -> {
                primes += count(at(step), at(step + 1));
                return sse.newEventBuilder()
                        .name("progress")
                        .data(new Progress(at(step + 1), below))
                        .build();
            });
            return Stream.concat(
                    steps,
                    Stream.of(STEPS)
                            .map(all -> sse.newEventBuilder()
                                    .name("result")
                                    .data(new Result(primes))
                                    .build()));
        }

        private int at(int step) {
            return (int) ((long) below * step / STEPS);
        }

        private int count(int from, int to) {
            var composite = new BitSet(to - from);
            for (int prime = 2; prime >= 0 && (long) prime * prime < to; prime = small.nextSetBit(prime + 1)) {
                long first = Math.max((long) prime * prime, (from + prime - 1L) / prime * prime);
                for (long multiple = first; multiple < to; multiple += prime) {
                    composite.set((int) (multiple - from));
                }
            }
            int notCounted = Math.max(0, Math.min(2, to) - from); // 0 and 1
            return to - from - notCounted - composite.cardinality();
        }

        private static BitSet sieve(int below) {
            var primes = new BitSet(below);
            primes.set(2, Math.max(2, below));
            for (int prime = 2; prime * prime < below; prime = primes.nextSetBit(prime + 1)) {
                for (int multiple = prime * prime; multiple < below; multiple += prime) {
                    primes.clear(multiple);
                }
            }
            return primes;
        }
    }
}
