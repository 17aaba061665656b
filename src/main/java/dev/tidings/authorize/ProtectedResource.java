package dev.tidings.authorize;

import dev.tidings.url.Url;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The hub as a protected resource (RFC 9728): what a token must be for.
 *
 * @param identifier its address, as clients know it
 */
public record ProtectedResource(String identifier) {

    private static final String HUB = "/.well-known/mercure";
    private static final String METADATA = "/.well-known/oauth-protected-resource";
    private static final String EVENTS = "/events";

    // Nothing that could end a header's quoted text.
    private static final Pattern ADDRESS =
            Pattern.compile("(https?://[A-Za-z0-9._:\\[\\]-]+)(/[!#-\\[\\]-~&&[^?#]]*[!#-\\[\\]-~&&[^?#/]])");

    public ProtectedResource {
        if (!ADDRESS.matcher(identifier).matches() || Url.parse(identifier).isEmpty()) {
            throw new IllegalArgumentException(
                    "write the hub's address as clients know it, with its path and without a query:"
                            + " https://hub.example/.well-known/mercure");
        }
    }

    /**
     * The hub at the address that a request came to. Its host is what the client wrote, so this is as good as whatever
     * checks hosts in front of the hub.
     *
     * @throws IllegalArgumentException if there is something in the address that has no place there
     */
    static ProtectedResource of(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        String uri = request.getRequestURI();
        String origin = url.endsWith(uri) ? url.substring(0, url.length() - uri.length()) : url;
        return new ProtectedResource(origin + hub(request));
    }

    /** The path of the hub that a request came to. */
    static String hub(HttpServletRequest request) {
        String path = path(request);
        // The first of these two: what follows a door is of its client's choosing.
        int door = IntStream.of(path.indexOf(METADATA), path.indexOf(HUB))
                .filter(at -> at >= 0)
                .min()
                .orElse(Math.max(0, path.lastIndexOf(EVENTS)));
        return path.substring(0, door) + HUB;
    }

    /** Whether a request came to the hub's Mercure address, or below it. */
    static boolean isBelowHub(HttpServletRequest request) {
        return path(request).contains(HUB);
    }

    // Decoded, as whoever writes a door's address in another way has come to the same door. The application's path is
    // the server's word, not the request's: Tomcat gives that back as the client wrote it.
    private static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return request.getServletContext().getContextPath() + request.getServletPath() + (rest == null ? "" : rest);
    }

    /** Where clients learn whom to ask for a token (RFC 9728, section 3.1). */
    public String metadata() {
        return origin() + METADATA + path();
    }

    /**
     * Whether what is told at this path, below that of all metadata, is told of this hub. Below an application's own path
     * it is not where clients look for it, but where a proxy can take it from.
     */
    boolean isAt(String hub) {
        return path().equals(hub) || (hub.equals(HUB) && path().endsWith(HUB));
    }

    Url url() {
        return Url.parse(identifier).orElseThrow();
    }

    String path() {
        return address().group(2);
    }

    /** As a page of its own would have it (RFC 6454). */
    String origin() {
        return address().group(1);
    }

    private Matcher address() {
        Matcher address = ADDRESS.matcher(identifier);
        if (!address.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        return address;
    }
}
