package dev.tidings.mercure;

import dev.tidings.subscribe.Subscribing;
import dev.tidings.url.Url;
import java.util.Optional;

/**
 * How the hub speaks Mercure.
 *
 * @param address the hub's, as clients know it, if that is set
 * @param base what the URL patterns of clients, and the topics they are asked about, may be relative to: one for all, never
 *     taken from a request, as each other one costs every update a look at its topics
 * @param understands0x whether clients may speak 0.x, too
 * @param tellsGaps whether clients are told by an event, which Mercure does not know, what they have lost
 */
public record MercureSettings(Optional<String> address, Url base, boolean tellsGaps, boolean understands0x) {

    /** The headers that tell clients what their stream goes on after. */
    String[] cursors() {
        return understands0x ? new String[] {Subscribing.CURSOR, "Last-Event-ID"} : new String[] {Subscribing.CURSOR};
    }
}
