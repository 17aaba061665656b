package dev.tidings.authorize;

import dev.tidings.event.Update;
import dev.tidings.http.Cors;
import dev.tidings.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collection;
import java.util.Optional;

/**
 * Decides who may do what.
 *
 * <p>Whoever brings a token is who it says, and is refused if it is not good: they are never taken for nobody instead, nor for
 * whoever has logged in. While no issuer is trusted, tokens are not looked at. Whoever brings none is who the server says, if
 * they have logged in to the application: the server's own login, Jakarta Security and MicroProfile JWT look the same here.
 *
 * <p><b>Threads:</b> safe for any; may wait for an issuer's keys, for a bounded time.
 */
@ApplicationScoped
public class Access {

    private static final System.Logger LOG = System.getLogger(Access.class.getName());

    /** Of the events in which a Mercure hub tells who listens. */
    private static final String RESERVED_TYPE = "mercure";

    @Inject
    private AccessSettings settings;

    @Inject
    private Tokens tokens;

    @Inject
    private LoginGrants loginGrants;

    @Inject
    private Cors cors;

    /**
     * Who wants to open a stream by this request, and may.
     *
     * @throws dev.tidings.http.ProblemException 400, 401, or 503 if nobody knows at the moment
     */
    public Identity subscriber(HttpServletRequest request) {
        Optional<Identity> named = named(request, Role.SUBSCRIBER);
        if (named.isEmpty() && !settings.anonymous() && !settings.playground()) {
            throw challenge(request)
                    .missing("listening without a token or a login is not allowed here; set"
                            + " tidings.subscribe.anonymous=true to allow it for public updates")
                    .exception();
        }
        return named.orElse(Identity.ANONYMOUS);
    }

    /**
     * Who wants to publish by this request. What they may publish is another question: {@link #requireGranted}.
     *
     * @throws dev.tidings.http.ProblemException 400, 401, 403, or 503 if nobody knows at the moment
     */
    public Identity publisher(HttpServletRequest request) {
        Optional<Identity> named = named(request, Role.PUBLISHER);
        if (named.isPresent()) {
            return named.get();
        }
        if (settings.playground()) {
            refuse(Playground.refusal(request));
            return Identity.PLAYGROUND;
        }
        if (tokens.areUsed()) {
            throw challenge(request).missing("publishing needs a token").exception();
        }
        throw Problem.of(
                        Status.FORBIDDEN,
                        "publishing over HTTP is not allowed here; name those whose tokens are trusted in"
                                + " tidings.issuers, or set tidings.playground=true to allow it from this machine, while"
                                + " you try things out")
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
     * set for it, or at the machine of a playground.
     *
     * @return in words for a log
     * @throws dev.tidings.http.ProblemException 400, 401, 403, or 503 if nobody knows at the moment
     */
    public String operator(HttpServletRequest request) {
        Optional<Identity> named = named(request, Role.OPERATOR);
        if (named.isPresent()) {
            return requireOperator(request, named.get());
        }
        if (settings.playground()) {
            refuse(Playground.refusal(request));
            return "somebody at this machine";
        }
        if (tokens.areUsed() || settings.operatorRole().isPresent()) {
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

    private String requireOperator(HttpServletRequest request, Identity who) {
        boolean hasLoggedIn = who.tokenHash().isEmpty();
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
        try {
            return tokens.resource(request);
        } catch (IllegalArgumentException strange) {
            throw Problem.badRequest("the address of this request is not one of a hub")
                    .exception();
        }
    }

    private Optional<Identity> named(HttpServletRequest request, Role role) {
        Optional<Credentials> credentials = tokens.areUsed() ? credentials(request) : Optional.empty();
        if (credentials.isEmpty()) {
            return Login.of(request).map(login -> loggedIn(request, role, login));
        }
        if (credentials.get().isCookie()) {
            requireOrigin(request, role);
        }
        return credentials.map(some -> identify(some, role, challenge(request)));
    }

    private Identity loggedIn(HttpServletRequest request, Role role, Login login) {
        if (login.isAmbient()) {
            requireOrigin(request, role);
        }
        return Identity.loggedIn(login.name(), loginGrants.of(request));
    }

    private Optional<Credentials> credentials(HttpServletRequest request) {
        try {
            return Login.hasTaken(request) ? Credentials.ofCookies(request) : Credentials.of(request);
        } catch (IllegalArgumentException unclear) {
            throw challenge(request).invalidRequest(unclear.getMessage()).exception();
        }
    }

    // A browser sends its cookies with any page's form, and goes on sending a password that it was once told. Listening
    // needs no such care: another page cannot read the answer.
    private void requireOrigin(HttpServletRequest request, Role role) {
        String origin = request.getHeader("Origin");
        Challenge challenge = challenge(request);
        boolean isAllowed = origin != null
                && (cors.origins().contains(origin)
                        || origin.equalsIgnoreCase(challenge.resource().origin()));
        if (role != Role.SUBSCRIBER && !isAllowed) {
            throw challenge
                    .invalidRequest(
                            "doing this with a cookie or a login is for pages of the hub's own origin and of those"
                                    + " in tidings.cors.origins, whose browsers say so by Origin; others send a token in the"
                                    + " Authorization header")
                    .exception();
        }
    }

    private Identity identify(Credentials credentials, Role role, Challenge challenge) {
        try {
            return tokens.identify(credentials.token(), role, challenge.resource());
        } catch (InvalidTokenException invalid) {
            // Without its cause, in whose message a parser may have put the token.
            LOG.log(System.Logger.Level.DEBUG, "a token of a {0} is not valid: {1}", role, invalid.getMessage());
            throw challenge.invalidToken().exception();
        } catch (KeysUnavailableException unknown) {
            LOG.log(System.Logger.Level.WARNING, "a token cannot be verified: {0}", unknown.getMessage());
            throw Problem.of(
                            Status.SERVICE_UNAVAILABLE,
                            "the keys of the token's issuer cannot be had at the moment; send the request again")
                    .with("Retry-After", "10")
                    .exception();
        }
    }

    private Challenge challenge(HttpServletRequest request) {
        return new Challenge(resource(request));
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
