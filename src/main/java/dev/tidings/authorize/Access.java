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
 * <p>Whoever brings a token is who it says, and is refused if it is not good: they are never taken for nobody instead. While
 * no issuer is trusted, tokens are not looked at.
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
                    .missing("listening without a token is not allowed here; set tidings.subscribe.anonymous=true to"
                            + " allow it for public updates")
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
            Playground.refusal(request).ifPresent(problem -> {
                throw problem.exception();
            });
            return Identity.PLAYGROUND;
        }
        if (tokens.areUsed(request)) {
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
     * Lets nothing be published of which only a part may be.
     *
     * @throws dev.tidings.http.ProblemException 403
     */
    public void requireGranted(HttpServletRequest request, Identity publisher, Collection<String> topics) {
        if (!publisher.grants().mayPublish(topics)) {
            throw challenge(request)
                    .insufficientScope("the token does not allow to publish to each of these topics")
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
        if (!tokens.areUsed(request)) {
            return Optional.empty();
        }
        Challenge challenge = challenge(request);
        Optional<Credentials> credentials = credentials(request, challenge);
        credentials.ifPresent(some -> requireOrigin(request, role, some, challenge));
        return credentials.map(some -> identify(some, role, challenge));
    }

    private Optional<Credentials> credentials(HttpServletRequest request, Challenge challenge) {
        try {
            return Credentials.of(request, tokens.dialects(request));
        } catch (IllegalArgumentException unclear) {
            throw challenge.invalidRequest(unclear.getMessage()).exception();
        }
    }

    // A browser sends its cookies with any page's form. Listening needs no such care: another page cannot read the
    // answer.
    private void requireOrigin(HttpServletRequest request, Role role, Credentials credentials, Challenge challenge) {
        String origin = request.getHeader("Origin");
        boolean isAllowed = origin != null
                && (cors.origins().contains(origin)
                        || origin.equalsIgnoreCase(challenge.resource().origin()));
        if (role == Role.PUBLISHER && credentials.isCookie() && !isAllowed) {
            throw challenge
                    .invalidRequest("publishing with a cookie is for pages of the hub's own origin and of those in"
                            + " tidings.cors.origins; others send the token in the Authorization header")
                    .exception();
        }
    }

    private Identity identify(Credentials credentials, Role role, Challenge challenge) {
        try {
            return tokens.identify(credentials, role, challenge.resource());
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
