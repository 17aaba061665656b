package dev.tidings.authorize;

import dev.tidings.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/** Decides who may do what. <b>Threads:</b> safe for any. */
@ApplicationScoped
public class Access {

    @Inject
    private AccessSettings settings;

    /** Why this request may not open a stream; empty if it may. */
    public Optional<Problem> refusalToSubscribe() {
        if (settings.anonymous() || settings.playground()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        Status.UNAUTHORIZED,
                        "listening without a name is not allowed here; set tidings.subscribe.anonymous=true to allow it"
                                + " for public updates")
                .with("WWW-Authenticate", "Bearer realm=\"tidings\""));
    }

    /** Why this request may not publish; empty if it may. */
    public Optional<Problem> refusalToPublish(HttpServletRequest request) {
        if (!settings.playground()) {
            return Optional.of(Problem.of(
                    Status.FORBIDDEN,
                    "publishing over HTTP is not allowed here; set tidings.playground=true to allow it from this"
                            + " machine, while you try things out"));
        }
        return Playground.refusal(request);
    }

    /**
     * Lets nobody try things out where it matters.
     *
     * @throws dev.tidings.http.ProblemException 403 outside the playground
     */
    public void refuseOutsideThePlayground() {
        if (!settings.playground()) {
            throw Problem.of(Status.FORBIDDEN, "the examples run only where tidings.playground=true is set")
                    .exception();
        }
    }
}
