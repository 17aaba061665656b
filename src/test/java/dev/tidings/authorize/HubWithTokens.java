package dev.tidings.authorize;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A hub's tokens, with a clock that stands still until a test moves it. */
final class HubWithTokens {

    static final Duration SKEW = Duration.ofSeconds(30);
    static final JwksSettings JWKS =
            new JwksSettings(Duration.ofSeconds(2), 64 << 10, Duration.ofMinutes(10), Duration.ofSeconds(10));

    final Tokens tokens;
    private Instant now = Mint.NOW;

    private HubWithTokens(TokenSettings settings) {
        this.tokens = new Tokens(settings, Mint.BASE, issuer -> KeySource.of(issuer, settings.jwks()), () -> now);
    }

    /** That trusts one issuer with the same key for both roles. */
    static HubWithTokens trusting(VerificationKey key) {
        Map<Role, VerificationKey> both = new LinkedHashMap<>();
        both.put(Role.PUBLISHER, key);
        both.put(Role.SUBSCRIBER, key);
        return trusting(new Issuer(Mint.ISSUER, both, Optional.empty()));
    }

    static HubWithTokens trusting(Issuer... issuers) {
        return new HubWithTokens(settings(100, issuers));
    }

    static HubWithTokens remembering(int tokens, Issuer issuer) {
        return new HubWithTokens(settings(tokens, issuer));
    }

    /** That understands Mercure 0.x, too. */
    static HubWithTokens understanding(Mercure0x mercure0x, Issuer... issuers) {
        return new HubWithTokens(settings(100, Optional.of(mercure0x), issuers));
    }

    static TokenSettings settings(int cached, Issuer... issuers) {
        return settings(cached, Optional.empty(), issuers);
    }

    private static TokenSettings settings(int cached, Optional<Mercure0x> mercure0x, Issuer... issuers) {
        return new TokenSettings(
                List.of(issuers), Optional.of(Mint.HUB), SKEW, 8 << 10, cached, 20, 100, JWKS, mercure0x);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Identity identify(String token) throws InvalidTokenException, KeysUnavailableException {
        return identify(token, Role.SUBSCRIBER);
    }

    Identity identify(String token, Role role, ProtectedResource where)
            throws InvalidTokenException, KeysUnavailableException {
        return tokens.identify(inHeader(token), role, where);
    }

    /** Where tokens of these dialects may be. */
    Identity identify(String token, Role role, Dialect... dialects)
            throws InvalidTokenException, KeysUnavailableException {
        return tokens.identify(new Credentials(token, false, Set.of(dialects)), role, Mint.HUB);
    }

    /** As a hub does that understands nothing but 1.0. */
    static Identity identify(Tokens tokens, String token, Role role)
            throws InvalidTokenException, KeysUnavailableException {
        return tokens.identify(inHeader(token), role, Mint.HUB);
    }

    private static Credentials inHeader(String token) {
        return new Credentials(token, false, Set.of(Dialect.V1));
    }

    Identity identify(String token, Role role) throws InvalidTokenException, KeysUnavailableException {
        return identify(token, role, Mint.HUB);
    }
}
