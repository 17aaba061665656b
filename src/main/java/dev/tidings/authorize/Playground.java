package dev.tidings.authorize;

import dev.tidings.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets those publish without a name, and end streams, who sit at the machine of the hub, and nobody through their browser.
 *
 * <p>Any page of the web can send a form to {@code localhost}: its {@code Origin} gives it away. A page whose own host name
 * was made to point to this machine (DNS rebinding) has a good origin; its {@code Host} gives it away. What a proxy on this
 * machine passes on comes from somebody else.
 */
final class Playground {

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1|\\[::1]");
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final List<String> OF_PROXIES = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private Playground() {}

    static Optional<Problem> refusal(HttpServletRequest request) {
        String host = String.valueOf(request.getHeader("Host"));
        if (!LOOPBACK.matcher(request.getRemoteAddr()).matches()) {
            return refuse("the request comes from another machine");
        }
        if (OF_PROXIES.stream().anyMatch(header -> request.getHeader(header) != null)) {
            return refuse("the request comes through a proxy");
        }
        if (!LOCAL_HOST.matcher(host).matches()) {
            return refuse("the Host header does not name this machine; use localhost");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equalsIgnoreCase(request.getScheme() + "://" + host)) {
            return refuse("the request comes from a page of another origin");
        }
        return Optional.empty();
    }

    private static Optional<Problem> refuse(String cause) {
        return Optional.of(Problem.of(Status.FORBIDDEN, "tidings.playground lets only this machine do this: " + cause));
    }
}
