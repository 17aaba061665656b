package dev.tidings.authorize;

import dev.tidings.http.Proxies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * Who opened a stream, as far as is known.
 *
 * @param address of the client, as far as {@link Proxies} are trusted to say it
 * @param session the id of the HTTP session, empty if there is none
 */
public record Caller(String address, String session, Identity identity) {

    /** Of whom nothing is known, because somebody else took the request. */
    public static final Caller UNKNOWN = new Caller("", "", Identity.ANONYMOUS);

    public static Caller of(HttpServletRequest request, Identity identity, Proxies proxies) {
        HttpSession session = request.getSession(false);
        return new Caller(proxies.client(request), session == null ? "" : session.getId(), identity);
    }

    /** The id of the HTTP session of a request, empty if there is none. */
    public static String session(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? "" : session.getId();
    }

    /** The same caller, in the session that their request came with: it may have ended since. */
    public Caller in(String sessionBefore) {
        return new Caller(address, sessionBefore, identity);
    }
}
