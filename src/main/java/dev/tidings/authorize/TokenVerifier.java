package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.http.Form;
import dev.tidings.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Verifies access tokens in the JWT profile of OAuth 2.0 (RFC 9068, section 4), with the rules of RFC 8725: the issuer
 * chooses the key, the key chooses the algorithm, and nothing else in the token has a say.
 *
 * <p><b>Threads:</b> safe for any; may wait for an issuer's keys, for a bounded time.
 */
final class TokenVerifier {

    // Also a guard against second spellings of one token: jose4j skips what is not Base64.
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");

    /** The year 9999, beyond which not all clocks can count. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final TokenSettings settings;
    private final Url base;
    private final Map<String, KeySource> keys;

    /**
     * @param base what patterns may be relative to
     * @param keys of each issuer, by its id
     */
    TokenVerifier(TokenSettings settings, Url base, Map<String, KeySource> keys) {
        this.settings = settings;
        this.base = base;
        this.keys = new HashMap<>(keys);
    }

    /**
     * Who this token speaks of. Everything is checked but what changes, which is whether it has expired meanwhile.
     *
     * @param hub which it must be for
     */
    Identity verify(String token, Role role, ProtectedResource hub, Instant now)
            throws InvalidTokenException, KeysUnavailableException {
        if (!COMPACT.matcher(token).matches()) {
            throw new InvalidTokenException("it is not a JWS in compact serialization");
        }
        try {
            var jws = new JsonWebSignature();
            jws.setCompactSerialization(token);
            requireAccessToken(jws);
            Map<String, Object> claims = JsonUtil.parseJson(Form.utf8(jws.getUnverifiedPayloadBytes()));
            verifySignature(jws, key(jws, string(claims, "iss"), role));
            requireHereAndNow(claims, hub, now);
            return read(claims, token.substring(0, token.lastIndexOf('.')));
        } catch (JoseException | RuntimeException | StackOverflowError malformed) {
            // Of any kind: what was made by others is in the hands of a parser.
            throw new InvalidTokenException("it is malformed, or its signature cannot be verified", malformed);
        }
    }

    // An ID token must not pass for an access token (RFC 9068, section 4). An extension that must
    // be understood is not.
    private static void requireAccessToken(JsonWebSignature jws) throws InvalidTokenException {
        Object type = jws.getObjectHeader("typ");
        if (!(type instanceof String name && TYPES.contains(name.toLowerCase(Locale.ROOT)))) {
            throw new InvalidTokenException("its typ is not at+jwt");
        }
        if (jws.getObjectHeader("crit") != null || jws.getObjectHeader("b64") != null) {
            throw new InvalidTokenException("it needs an extension: crit or b64 is in its header");
        }
    }

    // Before anything is verified the issuer is a mere claim. It may choose among the keys that an operator gave us, as
    // a key of one issuer verifies nothing that another has signed.
    private VerificationKey key(JsonWebSignature jws, String issuer, Role role)
            throws InvalidTokenException, KeysUnavailableException {
        KeySource source = keys.get(issuer);
        Algorithm algorithm = Algorithm.of(jws.getAlgorithmHeaderValue()).orElse(null);
        if (source == null || algorithm == null) {
            throw new InvalidTokenException(
                    source == null ? "its issuer is not trusted" : "its algorithm is not accepted");
        }
        return source.key(role, algorithm, Optional.ofNullable(jws.getKeyIdHeaderValue()))
                .orElseThrow(() -> new InvalidTokenException(
                        "its issuer has no key for a " + role + " with this algorithm and kid, or more than one"));
    }

    private static void verifySignature(JsonWebSignature jws, VerificationKey key)
            throws JoseException, InvalidTokenException {
        String[] algorithms = key.algorithms().stream().map(Enum::name).toArray(String[]::new);
        jws.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithms));
        jws.setKey(key.key());
        if (!jws.verifySignature()) {
            throw new InvalidTokenException("its signature is wrong");
        }
    }

    private void requireHereAndNow(Map<String, Object> claims, ProtectedResource hub, Instant now)
            throws InvalidTokenException {
        if (!audience(claims.get("aud")).contains(hub.identifier())) {
            throw new InvalidTokenException("its aud does not contain " + hub.identifier());
        }
        Duration early = Duration.between(now, time(claims, "nbf").orElse(now));
        if (early.compareTo(settings.skew()) > 0) {
            throw new InvalidTokenException("its nbf is later than now");
        }
    }

    private Identity read(Map<String, Object> claims, String signed) throws InvalidTokenException {
        String subject = claims.containsKey("sub") ? string(claims, "sub") : "";
        String id = claims.containsKey("jti") ? string(claims, "jti") : "";
        String hash = Sha256.hex(signed.getBytes(US_ASCII));
        Instant expiresAt = time(claims, "exp").orElseThrow(() -> new InvalidTokenException("it has no exp"));
        Grants grants = new AuthorizationDetails(settings, base).grants(claims.get("authorization_details"));
        return new Identity(string(claims, "iss"), subject, id, hash, expiresAt, grants);
    }

    private static List<?> audience(Object claim) throws InvalidTokenException {
        List<?> all = claim instanceof List<?> list ? list : claim == null ? List.of() : List.of(claim);
        if (!all.stream().allMatch(String.class::isInstance)) {
            throw new InvalidTokenException("its aud is neither a string nor an array of strings");
        }
        return all;
    }

    private static String string(Map<String, Object> claims, String name) throws InvalidTokenException {
        if (claims.get(name) instanceof String string) {
            return string;
        }
        throw new InvalidTokenException("it has no " + name + ", or it is not a string");
    }

    private static Optional<Instant> time(Map<String, Object> claims, String name) throws InvalidTokenException {
        if (!claims.containsKey(name)) {
            return Optional.empty();
        }
        double seconds = claims.get(name) instanceof Number number ? number.doubleValue() : -1;
        // So written that NaN is refused, too.
        if (!(seconds >= 0 && seconds <= LAST_SECOND)) {
            throw new InvalidTokenException("its " + name + " is not a time");
        }
        return Optional.of(Instant.ofEpochSecond((long) seconds));
    }
}
