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
 * @param announcement tells a client its position, if it brought none that is good: a gap if it brought another, else
 *     an id without data. Without it, a client that is cut off before its first event would come back with no id, and
 *     what it missed would be lost without a word.
 */
record Resumption(long position, Optional<Frame> announcement) {

    /**
     * Finds the place of a {@code Last-Event-ID}; an empty one is none. May block as {@link EventLog#find} does.
     */
    static Resumption of(EventLog log, Optional<String> lastEventId) {
        String id = lastEventId.orElse("");
        Bounds bounds = log.bounds();
        if (id.isEmpty()) {
            return at(bounds, bounds.latest());
        }
        if (id.equals(Update.EARLIEST)) {
            return at(bounds, bounds.floor());
        }
        Optional<EventId> ours = EventId.parse(id);
        if (ours.isPresent() && ours.get().epoch().equals(bounds.epoch())) {
            long position = ours.get().position();
            return bounds.cover(position)
                    ? new Resumption(position, Optional.empty())
                    : gap(position < bounds.floor() ? Reason.EXPIRED : Reason.UNKNOWN, id, bounds);
        }
        OptionalLong named = log.find(id);
        if (named.isPresent()) {
            return new Resumption(named.getAsLong(), Optional.empty());
        }
        return gap(id.startsWith("#") && ours.isPresent() ? Reason.EPOCH : Reason.UNKNOWN, id, bounds);
    }

    private static Resumption at(Bounds bounds, long position) {
        return new Resumption(position, Optional.of(Frame.of(bounds.id(position))));
    }

    private static Resumption gap(Reason reason, String requested, Bounds bounds) {
        var gap = new Gap(reason, requested, bounds, bounds.floor());
        return new Resumption(bounds.floor(), Optional.of(gap.frame()));
    }
}
