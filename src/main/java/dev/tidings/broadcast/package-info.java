/**
 * Who listens, and how far each has got. Plain Java: no server, no sockets, only the {@link dev.tidings.broadcast.Sink}
 * port to one.
 *
 * <p>The log tells the {@code Window} of every new entry. One or more {@code Sweeper} threads look at it, each for its own
 * share of the subscribers: an {@code Index} says which {@code Crowd}s (the subscribers of one audience) an entry concerns,
 * a crowd remembers what is due, and every subscriber is a position in that. A subscriber too far behind for its crowd
 * reads the log again, through {@code Replay}, until it has caught up.
 */
package dev.tidings.broadcast;
