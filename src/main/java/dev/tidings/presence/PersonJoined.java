package dev.tidings.presence;

/**
 * A CDI event of the hub itself: somebody listens who did not, by their first stream. It is fired on a thread of the hub, one at
 * a time with {@link PersonLeft}, and never in a transaction.
 *
 * <p>For each person the two come in turn. Who comes and goes again while observers are busy may not be told at all.
 */
public record PersonJoined(Person person) {}
