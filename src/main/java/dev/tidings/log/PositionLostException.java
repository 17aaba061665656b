package dev.tidings.log;

/** Some of the entries that a reader asked for are no longer held. */
public final class PositionLostException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Bounds bounds;

    public PositionLostException(long after, Bounds bounds) {
        super("entries after position " + after + " are no longer held; the oldest held follow " + bounds.floor());
        this.bounds = bounds;
    }

    /** What was held when the reader asked. */
    public Bounds bounds() {
        return bounds;
    }
}
