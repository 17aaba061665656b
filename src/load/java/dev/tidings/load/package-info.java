/**
 * Measures hubs against each other over real sockets.
 *
 * <p>{@link dev.tidings.load.Load} starts the hubs ({@code Rivals}, {@code Container}, {@code LimitServer}) and lets each in turn
 * make a {@code Run} of the {@code Scenario}: a {@code Crowd} of {@code Subscriber}s listens, read by a {@code Reader}; a
 * {@code Driver} publishes, in the process of the hub or, by HTTP, in this one, and is told by the crowd how far the slowest has
 * got ({@code Arrivals}). The {@code Tally} holds the time from when an event was due until it came; {@code Sequence} what was
 * lost, doubled or reordered.
 *
 * <p>An event's data begins with its number and the {@link System#nanoTime} at which it was due, which on Linux is the same clock
 * in all processes.
 *
 * <p>{@code Doors}, {@code NaiveHub}, {@code NaiveResource} and {@code LoadApplication} are an application that is deployed, with
 * the library jar, in the servers; it is never part of the product.
 */
package dev.tidings.load;
