package dev.tidings.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hub as a protected resource (RFC 9728): what a token must be for.
 *
 * @param identifier its address, as clients know it
 */
public record ProtectedResource(String identifier) {

    private static final String HUB = "/.well-known/mercure";
    private static final String EVENTS = "/events";

    // Nothing that could end a header's quoted text.
    private static final Pattern ADDRESS =
            Pattern.compile("(https?://[A-Za-z0-9._:\\[\\]-]+)((?:/[!#-\\[\\]-~&&[^?#]]*)?)");

    public ProtectedResource {
        if (!ADDRESS.matcher(identifier).matches()) {
            throw new IllegalArgumentException("write the hub's address as clients know it, without a query:"
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
        String path = request.getRequestURI();
        String origin = url.endsWith(path) ? url.substring(0, url.length() - path.length()) : url;
        int hub = path.indexOf(HUB);
        int door = hub >= 0 ? hub : Math.max(0, path.lastIndexOf(EVENTS));
        return new ProtectedResource(origin + path.substring(0, door) + HUB);
    }

    /** Where clients learn whom to ask for a token (RFC 9728, section 3.1). */
    public String metadata() {
        return origin() + "/.well-known/oauth-protected-resource" + address().group(2);
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
