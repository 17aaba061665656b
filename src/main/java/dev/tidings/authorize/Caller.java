package dev.tidings.authorize;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who opened a stream, as far as is known.
 *
 * @param address of the peer
 */
public record Caller(String address, Identity identity) {

    /** Of whom nothing is known, because somebody else took the request. */
    public static final Caller UNKNOWN = new Caller("", Identity.ANONYMOUS);

    public static Caller of(HttpServletRequest request, Identity identity) {
        return new Caller(request.getRemoteAddr(), identity);
    }
}
