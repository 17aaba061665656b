package dev.tidings.log;

/** An update could not be appended, or nobody knows whether it was. */
public final class AppendException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is known about the update. */
    public enum Outcome {
        /** It was certainly not written. */
        REJECTED,
        /** It may have been written: try again with the same {@code key}, or it may appear twice. */
        UNKNOWN
    }

    private final Outcome outcome;

    public AppendException(Outcome outcome, String message, Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    public AppendException(Outcome outcome, String message) {
        this(outcome, message, null);
    }

    public Outcome outcome() {
        return outcome;
    }
}
