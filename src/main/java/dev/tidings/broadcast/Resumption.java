package dev.tidings.broadcast;

import dev.tidings.broadcast.Gap.Reason;
import dev.tidings.event.EventId;
import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import dev.tidings.log.Bounds;
import dev.tidings.log.EventLog;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a client takes up the stream, and what it has to be told first.
 *
 * @param position the stream goes on with what follows it
 * @param startsAfter names the position to the client: an id, or {@link Update#EARLIEST} if what the client has is none of
 *     those held, or there is nothing before; empty if it hears nothing
 * @param tellsGaps whether the client is told by an event what it has lost, now and later
 * @param announcement tells a client its position, if it brought none that is good: a gap if it brought another, else
 *     an id without data. Without it, a client that is cut off before its first event would come back with no id, and
 *     what it missed would be lost without a word.
 */
record Resumption(long position, Optional<String> startsAfter, boolean tellsGaps, Optional<Frame> announcement) {

    /**
     * Finds the place of a {@code Last-Event-ID}; an empty one is none. May block as {@link EventLog#find} does.
     */
    static Resumption of(EventLog log, Optional<String> lastEventId, boolean tellsGaps) {
        String id = lastEventId.orElse("");
        Bounds bounds = log.bounds();
        if (id.isEmpty()) {
            return announcing(bounds, bounds.latest(), name(bounds, bounds.latest()), tellsGaps);
        }
        if (id.equals(Update.EARLIEST)) {
            return announcing(bounds, bounds.floor(), id, tellsGaps);
        }
        Optional<EventId> ours = EventId.parse(id);
        if (ours.isPresent() && ours.get().epoch().equals(bounds.epoch())) {
            long position = ours.get().position();
            return bounds.cover(position)
                    ? after(position, name(bounds, position), tellsGaps)
                    : gap(position < bounds.floor() ? Reason.EXPIRED : Reason.UNKNOWN, id, bounds, tellsGaps);
        }
        OptionalLong named = log.find(id);
        if (named.isPresent()) {
            return after(named.getAsLong(), id, tellsGaps);
        }
        return gap(id.startsWith("#") && ours.isPresent() ? Reason.EPOCH : Reason.UNKNOWN, id, bounds, tellsGaps);
    }

    /** Of a client that hears nothing from the log yet. */
    static Resumption ofNothing(EventLog log) {
        return new Resumption(log.bounds().latest(), Optional.empty(), true, Optional.empty());
    }

    private static Resumption after(long position, String id, boolean tellsGaps) {
        return new Resumption(position, Optional.of(id), tellsGaps, Optional.empty());
    }

    private static Resumption gap(Reason reason, String requested, Bounds bounds, boolean tellsGaps) {
        var gap = new Gap(reason, requested, bounds, bounds.floor());
        return new Resumption(
                bounds.floor(), Optional.of(Update.EARLIEST), tellsGaps, Optional.of(gap.frame(tellsGaps)));
    }

    /** The same for a client that has been told. */
    Resumption announced() {
        return new Resumption(position, startsAfter, tellsGaps, Optional.empty());
    }

    private static String name(Bounds bounds, long position) {
        return position == 0 ? Update.EARLIEST : bounds.id(position).toString();
    }

    private static Resumption announcing(Bounds bounds, long position, String startsAfter, boolean tellsGaps) {
        return new Resumption(
                position, Optional.of(startsAfter), tellsGaps, Optional.of(Frame.of(bounds.id(position))));
    }
}
