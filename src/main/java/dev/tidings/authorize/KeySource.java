package dev.tidings.authorize;

import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/** Where the keys of one issuer come from. <b>Threads:</b> safe for any. */
interface KeySource {

    /**
     * The one key that verifies such tokens of this issuer; empty if there is none, or more than one to choose from. May
     * block, for a bounded time.
     *
     * @param id what the token says; a hint, which chooses among this issuer's keys only
     * @throws KeysUnavailableException if nobody knows at the moment
     */
    Optional<VerificationKey> key(Role role, Algorithm algorithm, Optional<String> id) throws KeysUnavailableException;

    static KeySource of(Issuer issuer, JwksSettings settings) {
        return issuer.jwks()
                .map(address -> new Download(
                        address, settings.timeout(), settings.bytes(), HttpsURLConnection.getDefaultSSLSocketFactory()))
                .<KeySource>map(document -> new Jwks(document, settings, System::nanoTime))
                .orElseGet(() -> new FixedKeys(issuer.keys()));
    }

    /** One key for each role. A {@code kid} says nothing then. */
    record FixedKeys(Map<Role, VerificationKey> keys) implements KeySource {
        @Override
        public Optional<VerificationKey> key(Role role, Algorithm algorithm, Optional<String> id) {
            return Optional.ofNullable(keys.get(role))
                    .filter(key -> key.algorithms().contains(algorithm));
        }
    }
}
