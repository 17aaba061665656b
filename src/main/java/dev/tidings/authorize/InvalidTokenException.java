package dev.tidings.authorize;

/** A token is not good here. The message says why, for the hub's own log, in words that never come from the token. */
final class InvalidTokenException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidTokenException(String reason) {
        super(reason);
    }

    InvalidTokenException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
