package dev.tidings.event;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the history, as it stands in the {@code id} field: {@code #epoch-position}.
 *
 * <p>Ids of one epoch are in one total order; there may be holes between them. The epoch changes whenever history was
 * lost, so an id of the time before is recognised instead of being taken for a new one. To clients an id is opaque. It
 * is printable ASCII, because browsers send it back in a header; in a URL its {@code #} is written {@code %23}.
 *
 * @param epoch letters, digits, {@code -} and {@code _}, at most 64
 * @param position 0 or more; 0 stands before the first entry
 */
public record EventId(String epoch, long position) {

    private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    // The epoch may contain a hyphen (Kafka's topic ids do), the position cannot: the last hyphen divides.
    private static final Pattern FORM = Pattern.compile("#?([A-Za-z0-9_-]{1,64})-(0|[1-9][0-9]{0,18})");

    public EventId {
        if (!EPOCH.matcher(epoch).matches()) {
            throw new IllegalArgumentException("not an epoch: " + epoch);
        }
        if (position < 0) {
            throw new IllegalArgumentException("not a position: " + position);
        }
    }

    /** Reads an id, also one that lost its {@code #} on the way; empty if it has another form. */
    public static Optional<EventId> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EventId(form.group(1), Long.parseLong(form.group(2))));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return "#" + epoch + "-" + position;
    }
}
