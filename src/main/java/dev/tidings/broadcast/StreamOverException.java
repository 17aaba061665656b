package dev.tidings.broadcast;

/** A stream cannot go on, or is over. */
public final class StreamOverException extends Exception {

    private static final long serialVersionUID = 1;

    private final Ending reason;

    public StreamOverException(Ending reason) {
        super("the stream is over: " + reason, null, false, false);
        this.reason = reason;
    }

    public Ending reason() {
        return reason;
    }
}
