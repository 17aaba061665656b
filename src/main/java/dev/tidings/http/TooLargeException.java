package dev.tidings.http;

/** An update, or a request, is larger than is allowed; the message names the limit and its setting. */
public final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TooLargeException(String what, long limit, String setting) {
        super(what + " is larger than the " + limit + " that " + setting + " allows");
    }
}
