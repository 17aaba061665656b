package dev.tidings.mercure;

import dev.tidings.url.Url;
import java.util.Optional;

/**
 * How the hub speaks Mercure.
 *
 * @param address the hub's, as clients know it, if that is set
 * @param base what the URL patterns of clients, and the topics they are asked about, may be relative to: one for all, never
 *     taken from a request, as each other one costs every update a look at its topics
 * @param tellsGaps whether clients are told by an event, which Mercure does not know, what they have lost
 */
public record MercureSettings(Optional<String> address, Url base, boolean tellsGaps) {}
