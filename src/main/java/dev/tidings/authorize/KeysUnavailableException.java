package dev.tidings.authorize;

/** The keys of an issuer were never had yet: its tokens are neither good nor bad. */
final class KeysUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    KeysUnavailableException(String message) {
        super(message);
    }
}
