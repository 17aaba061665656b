package dev.tidings.log;

import dev.tidings.event.EventId;

/**
 * What a log holds: everything after {@code floor}, up to and including {@code latest}.
 *
 * @param epoch names the history; another epoch, another history
 * @param floor the position of the newest entry that is gone; 0 if none is
 * @param middle entries up to here are in the older half of what the log has room for, and so the next to go; never
 *     below {@code floor}
 * @param latest the position of the newest entry; {@code floor} if none is held
 */
public record Bounds(String epoch, long floor, long middle, long latest) {

    /** Whether whoever has seen everything up to this position can go on from there without missing anything. */
    public boolean cover(long position) {
        return position >= floor && position <= latest;
    }

    /** The id of a position of this history. */
    public EventId id(long position) {
        return new EventId(epoch, position);
    }
}
