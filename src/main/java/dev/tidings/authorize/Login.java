package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;

/**
 * That the sender of a request has logged in to the application, as its server says.
 *
 * @param isAmbient whether a browser may have sent what shows it by itself, for a page of anybody: a session's cookie, or a
 *     password
 */
record Login(String name, boolean isAmbient) {

    private static final String BEARER = "Bearer ";

    /** Empty if they have not, or are nobody in particular. */
    static Optional<Login> of(HttpServletRequest request) {
        String name = principal(request).map(Principal::getName).orElse("");
        // Of half a surrogate pair no topic can be made that is nobody else's.
        return name.isEmpty() || !UTF_8.newEncoder().canEncode(name)
                ? Optional.empty()
                : Optional.of(new Login(name, !isBearer(request)));
    }

    /** Whom the server says that the request comes from; empty if it says nobody. */
    static Optional<Principal> principal(HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getUserPrincipal());
        } catch (RuntimeException noToken) {
            // So TomEE says it, where MicroProfile JWT is the login.
            return Optional.empty();
        }
    }

    /** Whether what stands in the Authorization header is a password or the like, which was for the server to judge. */
    static boolean hasTaken(HttpServletRequest request) {
        return of(request).isPresent() && request.getHeader("Authorization") != null && !isBearer(request);
    }

    // No page of another origin has a browser send this.
    private static boolean isBearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.strip().regionMatches(true, 0, BEARER, 0, BEARER.length());
    }
}
