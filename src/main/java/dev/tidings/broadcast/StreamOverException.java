package dev.tidings.broadcast;

/** A stream cannot go on. */
final class StreamOverException extends Exception {

    private static final long serialVersionUID = 1;

    private final Ending reason;

    StreamOverException(Ending reason) {
        super("the stream is over: " + reason, null, false, false);
        this.reason = reason;
    }

    Ending reason() {
        return reason;
    }
}
