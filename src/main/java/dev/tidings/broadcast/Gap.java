package dev.tidings.broadcast;

import dev.tidings.event.EventId;
import dev.tidings.event.Frame;
import dev.tidings.log.Bounds;
import java.util.Locale;

/**
 * Tells a client that updates it should have had are gone, as an event of its own: a native {@code EventSource} sees
 * neither response headers nor a status other than 200.
 *
 * @param reason why
 * @param requested the id that the client came with, or stood at
 * @param bounds what is held
 * @param resumesAfter the position from which the stream goes on; the event's id, so the same loss is told once
 */
record Gap(Reason reason, String requested, Bounds bounds, long resumesAfter) {

    /** The {@code event} field of a gap. */
    static final String TYPE = "tidings:gap";

    private static final int SHOWN = 256;

    enum Reason {
        /** The id is of this history, but what followed it is no longer held. */
        EXPIRED,
        /** The id is of an earlier history, which is lost. */
        EPOCH,
        /** The id is not one that is held, and tells nothing. */
        UNKNOWN,
        /** The client read too slowly, and the history has moved on without it. */
        OVERRUN
    }

    /** @param told by an event; else only the id goes out, for clients that would not know the event */
    Frame frame(boolean told) {
        EventId id = bounds.id(resumesAfter);
        if (!told) {
            return Frame.of(id);
        }
        String data = String.format(
                "{\"reason\":\"%s\",\"requested\":\"%s\",\"earliest\":\"%s\",\"latest\":\"%s\"}",
                reason.name().toLowerCase(Locale.ROOT),
                escape(requested),
                bounds.id(bounds.floor()),
                bounds.id(bounds.latest()));
        return Frame.of(TYPE, data).withId(id.toString());
    }

    // The requested id is whatever the client sent: it must not get out of its JSON string.
    private static String escape(String text) {
        var json = new StringBuilder();
        text.chars().limit(SHOWN).forEach(c -> {
            if (c >= 0x20 && c <= 0x7e && c != '"' && c != '\\' && c != '<' && c != '&') {
                json.append((char) c);
            } else {
                json.append(String.format("\\u%04x", c));
            }
        });
        return json.toString();
    }
}
