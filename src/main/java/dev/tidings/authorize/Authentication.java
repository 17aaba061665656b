package dev.tidings.authorize;

import static java.util.function.Predicate.not;

import dev.tidings.http.Cors;
import dev.tidings.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who sends a request.
 *
 * <p>Whoever brings a token is who it says, and is refused if it is not good: they are never taken for nobody instead, nor for
 * whoever has logged in. While no issuer is trusted, tokens are not looked at. Whoever brings none is who the server says, if
 * they have logged in to the application: the server's own login, Jakarta Security and MicroProfile JWT look the same here. So
 * a token that the server has verified is a login, unless its issuer is trusted here.
 *
 * <p><b>Threads:</b> safe for any; may wait for an issuer's keys, for a bounded time.
 */
@ApplicationScoped
public class Authentication {

    private static final System.Logger LOG = System.getLogger(Authentication.class.getName());

    @Inject
    private Tokens tokens;

    @Inject
    private LoginGrants loginGrants;

    @Inject
    private Cors cors;

    /**
     * Who it is, with what they may do.
     *
     * @param role what they come for
     * @return empty if they do not say who they are
     * @throws dev.tidings.http.ProblemException 400, 401, or 503 if nobody knows at the moment
     */
    Optional<Identity> identify(HttpServletRequest request, Role role) {
        boolean isForUs = tokens.areUsed(request) && !isServersToken(request);
        Optional<Credentials> credentials = isForUs ? credentials(request) : Optional.empty();
        if (credentials.isEmpty()) {
            return Login.of(request).map(login -> loggedIn(request, role, login));
        }
        if (credentials.get().isCookie()) {
            requireOrigin(request, role);
        }
        return credentials.map(some -> verified(some, role, challenge(request)));
    }

    /**
     * Who has logged in, as the server says, without any grants: for a stream that the application opens to whom it likes. Nobody in
     * particular, if nobody has.
     */
    public Identity named(HttpServletRequest request) {
        return Login.of(request)
                .map(login ->
                        MicroProfileJwt.known(request.getUserPrincipal(), Identity.loggedIn(login.name(), Grants.NONE)))
                .orElse(Identity.ANONYMOUS);
    }

    private Identity loggedIn(HttpServletRequest request, Role role, Login login) {
        if (login.isAmbient()) {
            requireOrigin(request, role);
        }
        Identity identity = MicroProfileJwt.known(
                request.getUserPrincipal(), Identity.loggedIn(login.name(), loginGrants.of(request)));
        // The server may have let some time pass: a stream ends at once then, and its browser would come back for that
        // time.
        if (!identity.expiresAt().isAfter(Instant.now())) {
            throw challenge(request).invalidToken().exception();
        }
        return identity;
    }

    private Optional<Credentials> credentials(HttpServletRequest request) {
        try {
            Set<Dialect> dialects = tokens.dialects(request);
            return Login.hasTaken(request)
                    ? Credentials.withoutHeader(request, dialects)
                    : Credentials.of(request, dialects);
        } catch (IllegalArgumentException unclear) {
            throw challenge(request).invalidRequest(unclear.getMessage()).exception();
        }
    }

    // Of an issuer whom the server trusts and nobody here: as a token of ours it could not be good.
    private boolean isServersToken(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .flatMap(header ->
                        Login.principal(request).flatMap(principal -> MicroProfileJwt.issuer(principal, header)))
                .filter(not(tokens::trust))
                .isPresent();
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

    private Identity verified(Credentials credentials, Role role, Challenge challenge) {
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
                    .retryAfter(Duration.ofSeconds(10))
                    .exception();
        }
    }

    /** Whether anybody's tokens are trusted, of those that such a request may bring. */
    boolean usesTokens(HttpServletRequest request) {
        return tokens.areUsed(request);
    }

    /**
     * The hub, as tokens must be for it.
     *
     * @throws dev.tidings.http.ProblemException 400 if the request's own address cannot be one
     */
    ProtectedResource resource(HttpServletRequest request) {
        try {
            return tokens.resource(request);
        } catch (IllegalArgumentException strange) {
            throw Problem.badRequest("the address of this request is not one of a hub")
                    .exception();
        }
    }

    /** What whoever is refused is told. */
    Challenge challenge(HttpServletRequest request) {
        return new Challenge(resource(request));
    }

    /** The path of the hub's address, which is where the hub's own topics are. */
    String hub(HttpServletRequest request) {
        return tokens.hub(request);
    }
}
