package dev.tidings.authorize;

import dev.tidings.http.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

/** Answers to whoever has no token, or not the right one (RFC 6750, section 3; RFC 9728, section 5.1). */
record Challenge(ProtectedResource resource) {

    /** There is none: no error code then. */
    Problem missing(String detail) {
        return problem(Status.UNAUTHORIZED, detail, "");
    }

    /** It is not good. The same words whatever the reason, so that nobody can find out by trying. */
    Problem invalidToken() {
        return problem(
                Status.UNAUTHORIZED,
                "the token is not valid here; ask for a new one (the hub logs the reason at level DEBUG)",
                "error=\"invalid_token\", ");
    }

    Problem insufficientScope(String detail) {
        return problem(Status.FORBIDDEN, detail, "error=\"insufficient_scope\", ");
    }

    Problem invalidRequest(String detail) {
        return problem(Status.BAD_REQUEST, detail, "error=\"invalid_request\", ");
    }

    private Problem problem(Status status, String detail, String error) {
        return Problem.of(status, detail)
                .with(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer " + error + "resource_metadata=\"" + resource.metadata() + "\"");
    }
}
