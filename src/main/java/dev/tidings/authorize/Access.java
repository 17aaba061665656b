package dev.tidings.authorize;

import dev.tidings.event.Update;
import dev.tidings.http.Problem;
import dev.tidings.http.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collection;
import java.util.Optional;

/**
 * Decides who may do what.
 *
 * <p><b>Threads:</b> safe for any; may wait for an issuer's keys, for a bounded time.
 */
@ApplicationScoped
public class Access {

    /** Of the events in which a Mercure hub tells who listens. */
    private static final String RESERVED_TYPE = "mercure";

    @Inject
    private AccessSettings settings;

    @Inject
    private LoginSettings logins;

    @Inject
    private Authentication authentication;

    /**
     * Who wants to open a stream by this request, and may.
     *
     * @throws dev.tidings.http.ProblemException 400, 401, or 503 if nobody knows at the moment
     */
    public Identity subscriber(HttpServletRequest request) {
        Optional<Identity> named = authentication.identify(request, Role.SUBSCRIBER);
        if (named.isEmpty() && !settings.anonymous() && !settings.playground()) {
            throw challenge(request)
                    .missing("listening without a token or a login is not allowed here; set"
                            + " tidings.subscribe.anonymous=true to allow it for public updates")
                    .exception();
        }
        return named.orElse(Identity.ANONYMOUS);
    }

    /**
     * Who wants to publish by this request. What they may publish is another question: {@link #requireGranted}. To be asked
     * again when the body has come: to send it may take as long as its sender likes, and rights may be lost meanwhile.
     *
     * @param session as the request came with it
     * @throws dev.tidings.http.ProblemException 400, 401, 403, or 503 if nobody knows at the moment
     */
    public Identity publisher(HttpServletRequest request, Session session) {
        requireGoingOn(request, session);
        Optional<Identity> named = authentication.identify(request, Role.PUBLISHER);
        if (named.isPresent()) {
            return named.get();
        }
        if (settings.playground()) {
            refuse(Playground.refusal(request));
            return Identity.PLAYGROUND;
        }
        if (authentication.usesTokens(request) || !logins.publish().isEmpty()) {
            throw challenge(request)
                    .missing("publishing needs a token or a login")
                    .exception();
        }
        throw Problem.of(
                        Status.FORBIDDEN,
                        "publishing over HTTP is not allowed here; name those whose tokens are trusted in"
                                + " tidings.issuers, or what the application's login may publish in tidings.login.publish;"
                                + " or set tidings.playground=true to allow it from this machine, while you try things out")
                .exception();
    }

    /**
     * The name that {@code {me}} stands for.
     *
     * @throws dev.tidings.http.ProblemException 401 for nobody in particular
     */
    public Me me(HttpServletRequest request, Identity identity) {
        if (identity.subject().isEmpty()) {
            throw challenge(request)
                    .missing("{me} is the name of whoever listens; log in, or bring a token with a subject")
                    .exception();
        }
        return new Me(identity.subject());
    }

    /**
     * Who wants to end others' streams by this request, and may: with a token or a login that is granted it, with the role that is
     * set for it, or at the machine of a playground. To be asked again when the body has come.
     *
     * @param session as the request came with it
     * @return in words for a log
     * @throws dev.tidings.http.ProblemException 400, 401, 403, or 503 if nobody knows at the moment
     */
    public String operator(HttpServletRequest request, Session session) {
        requireGoingOn(request, session);
        Optional<Identity> named = authentication.identify(request, Role.OPERATOR);
        if (named.isPresent()) {
            return requireOperator(request, named.get());
        }
        if (settings.playground()) {
            refuse(Playground.refusal(request));
            return "somebody at this machine";
        }
        if (authentication.usesTokens(request) || settings.operatorRole().isPresent()) {
            throw challenge(request)
                    .missing("ending streams needs a token or a login")
                    .exception();
        }
        throw Problem.of(
                        Status.FORBIDDEN,
                        "ending streams over HTTP is not allowed here; name those whose tokens are trusted in"
                                + " tidings.issuers, or a role of the application's login in tidings.operator-role")
                .exception();
    }

    // Servers go on naming whoever sent a request, also when their session has ended while it came.
    private void requireGoingOn(HttpServletRequest request, Session session) {
        if (session.hasEnded()) {
            throw challenge(request)
                    .missing("the session of this request has ended while it was sent")
                    .exception();
        }
    }

    private String requireOperator(HttpServletRequest request, Identity who) {
        boolean hasLoggedIn = who.issuer().equals(Identity.LOGIN);
        boolean hasRole = hasLoggedIn
                && settings.operatorRole().filter(request::isUserInRole).isPresent();
        if (!who.grants().kick() && !hasRole) {
            throw challenge(request)
                    .insufficientScope("the token or the login does not allow to end streams")
                    .exception();
        }
        return hasLoggedIn ? who.subject().replaceAll("\\p{C}", "?") : "the token with hash " + who.tokenHash();
    }

    private static void refuse(Optional<Problem> refusal) {
        refusal.ifPresent(problem -> {
            throw problem.exception();
        });
    }

    /**
     * Lets nothing be published of which only a part may be.
     *
     * @throws dev.tidings.http.ProblemException 403
     */
    public void requireGranted(HttpServletRequest request, Identity publisher, Collection<String> topics) {
        if (!publisher.grants().mayPublish(topics)) {
            throw challenge(request)
                    .insufficientScope("the token or the login does not allow to publish to each of these topics")
                    .exception();
        }
    }

    /**
     * Lets nobody see what is told in private updates of a topic but those who were granted these.
     *
     * @throws dev.tidings.http.ProblemException as {@link #subscriber}, and 403
     */
    public void requireGranted(HttpServletRequest request, String topic) {
        Identity somebody = subscriber(request);
        if (somebody.grants().maySubscribe(topic)) {
            return;
        }
        throw (somebody.equals(Identity.ANONYMOUS)
                        ? challenge(request).missing("this needs a token")
                        : challenge(request).insufficientScope("the token does not allow to subscribe to this"))
                .exception();
    }

    /**
     * Lets nobody speak for the hub, whatever their token says.
     *
     * @throws IllegalArgumentException naming the cause and the fix
     */
    public void requireNotReserved(HttpServletRequest request, Update update) {
        ProtectedResource hub = resource(request);
        for (String topic : update.topics()) {
            if (ReservedTopics.contain(topic, hub)) {
                throw new IllegalArgumentException(
                        "topics at the hub's own address are the hub's; publish to another topic");
            }
        }
        if (update.type().filter(RESERVED_TYPE::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "the event type \"" + RESERVED_TYPE + "\" is the hub's own; choose another type");
        }
    }

    /**
     * The hub, as tokens must be for it.
     *
     * @throws dev.tidings.http.ProblemException 400 if the request's own address cannot be one
     */
    public ProtectedResource resource(HttpServletRequest request) {
        return authentication.resource(request);
    }

    /** The path of the hub's address, which is where the hub's own topics are. */
    public String hub(HttpServletRequest request) {
        return authentication.hub(request);
    }

    private Challenge challenge(HttpServletRequest request) {
        return authentication.challenge(request);
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
