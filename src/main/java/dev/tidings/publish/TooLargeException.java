package dev.tidings.publish;

/** An update, or a request, is larger than is allowed; the message names the limit and its setting. */
final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooLargeException(String what, long limit, String setting) {
        super(what + " is larger than the " + limit + " that " + setting + " allows");
    }
}
