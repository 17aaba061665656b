package dev.tidings.presence;

/**
 * A CDI event of the hub itself: somebody listens no more. Their last stream has ended, and they were not back within
 * {@code tidings.presence.grace}. Fired as {@link PersonJoined}; not when the hub closes.
 */
public record PersonLeft(Person person) {}
