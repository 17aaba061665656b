package dev.tidings.broadcast;

/** Why a stream ended. */
public enum Ending {
    /** The client went away, or its connection failed. */
    GONE,
    /** The client took nothing for as long as is allowed. */
    STALLED,
    /** The stream lived as long as it may; the client comes back by itself. */
    LIFETIME,
    /** The history moved on without the client more often than is allowed in a minute. */
    OVERRUN,
    /** Whoever decides who may listen has ended it, and told the client why. */
    KICKED,
    /** Somebody closed it, or the hub is closing. */
    CLOSED,
    /** The hub could not go on with it. */
    FAILED
}
