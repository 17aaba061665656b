package dev.tidings.mercure;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who listens, in the words of one dialect of Mercure. <b>Threads:</b> the request's own. */
interface SubscriptionDocuments {

    /** Their media type. */
    String type();

    /** What is said of the events in a link to the hub. */
    String linkParameters();

    /** What a document has in its {@code ETag}: the other dialect has others at the same path. */
    String tag(String cursor);

    /**
     * The path where something is told, as topics have it; empty if there is nothing at such a path.
     *
     * @param which what stands in the path after that of all
     */
    Optional<String> topic(List<String> which);

    /**
     * What is told there; empty if it is not there any more.
     *
     * @param which of which there is a topic
     * @param cursor up to which event it is true at least
     */
    Optional<StreamingOutput> of(List<String> which, String cursor);

    /** A document, whose list is written one after the other, as there may be more than should be in memory at once. */
    static StreamingOutput list(String head, Stream<String> some, String tail) {
        return to -> {
            var out = new BufferedOutputStream(to);
            out.write(head.getBytes(UTF_8));
            Iterator<String> each = some.iterator();
            while (each.hasNext()) {
                out.write(each.next().getBytes(UTF_8));
                if (each.hasNext()) {
                    out.write(',');
                }
            }
            out.write(tail.getBytes(UTF_8));
            out.flush();
        };
    }

    static StreamingOutput one(String document) {
        return out -> out.write(document.getBytes(UTF_8));
    }
}
