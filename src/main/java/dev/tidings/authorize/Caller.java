package dev.tidings.authorize;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who opened a stream, as far as is known.
 *
 * @param address of the peer
 */
public record Caller(String address) {

    /** Of whom nothing is known, because somebody else took the request. */
    public static final Caller UNKNOWN = new Caller("");

    public static Caller of(HttpServletRequest request) {
        return new Caller(request.getRemoteAddr());
    }
}
