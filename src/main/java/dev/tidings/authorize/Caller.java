package dev.tidings.authorize;

/**
 * Who opened a stream, as far as is known.
 *
 * @param address of the client, as far as {@link dev.tidings.http.Proxies} are trusted to say it
 * @param session the id of the HTTP session that their request came with, empty if there was none; it may have ended since
 */
public record Caller(String address, String session, Identity identity) {

    /** Without the session's id, which is as good as a password. */
    @Override
    public String toString() {
        return identity + " at " + address;
    }

    /** Of whom nothing is known, because somebody else took the request. */
    public static final Caller UNKNOWN = new Caller("", "", Identity.ANONYMOUS);
}
