package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.http.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A token as it came (RFC 7515, RFC 7519). What it says is a mere claim until {@link #verify} has returned.
 *
 * <p><b>Threads:</b> safe for one. <b>Failure:</b> the parser's own exceptions pass, of any kind: what was made by others is in
 * its hands.
 */
final class SignedToken {

    // Also a guard against second spellings of one token: jose4j skips what is not Base64.
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** The year 9999, beyond which not all clocks can count. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final JsonWebSignature jws;
    private final String signed;
    private final Map<String, Object> claims;

    private SignedToken(JsonWebSignature jws, String signed) throws JoseException {
        this.jws = jws;
        this.signed = signed;
        this.claims = JsonUtil.parseJson(Form.utf8(jws.getUnverifiedPayloadBytes()));
    }

    static SignedToken parse(String token) throws InvalidTokenException, JoseException {
        if (!COMPACT.matcher(token).matches()) {
            throw new InvalidTokenException("it is not a JWS in compact serialization");
        }
        var jws = new JsonWebSignature();
        jws.setCompactSerialization(token);
        // An extension that must be understood is not.
        if (jws.getObjectHeader("crit") != null || jws.getObjectHeader("b64") != null) {
            throw new InvalidTokenException("it needs an extension: crit or b64 is in its header");
        }
        return new SignedToken(jws, token.substring(0, token.lastIndexOf('.')));
    }

    /** What it says it is; null if nothing. */
    Object type() {
        return jws.getObjectHeader("typ");
    }

    Algorithm algorithm() throws InvalidTokenException {
        return Algorithm.of(jws.getAlgorithmHeaderValue())
                .orElseThrow(() -> new InvalidTokenException("its algorithm is not accepted"));
    }

    Optional<String> keyId() {
        return Optional.ofNullable(jws.getKeyIdHeaderValue());
    }

    /** Has this key, with an algorithm that the key is for, verify the signature. */
    void verify(VerificationKey key) throws JoseException, InvalidTokenException {
        String[] algorithms = key.algorithms().stream().map(Enum::name).toArray(String[]::new);
        jws.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithms));
        jws.setKey(key.key());
        if (!jws.verifySignature()) {
            throw new InvalidTokenException("its signature is wrong");
        }
    }

    /** SHA-256 of what was signed. */
    String hash() {
        return Sha256.hex(signed.getBytes(US_ASCII));
    }

    boolean has(String name) {
        return claims.containsKey(name);
    }

    /** As it was parsed from JSON; null if there is none. */
    Object claim(String name) {
        return claims.get(name);
    }

    String string(String name) throws InvalidTokenException {
        if (claims.get(name) instanceof String string) {
            return string;
        }
        throw new InvalidTokenException("it has no " + name + ", or it is not a string");
    }

    Optional<Instant> time(String name) throws InvalidTokenException {
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

    /** Empty if it names none. */
    String subject() throws InvalidTokenException {
        String subject = claims.containsKey("sub") ? string("sub") : "";
        // Of which topics cannot be made that are nobody else's.
        if (!UTF_8.newEncoder().canEncode(subject)) {
            throw new InvalidTokenException("its sub is not valid Unicode");
        }
        return subject;
    }

    /** Its {@code jti}; empty if it has none. */
    String id() throws InvalidTokenException {
        return claims.containsKey("jti") ? string("jti") : "";
    }

    /** @param skew by so much its maker's clock may be ahead of ours */
    void requireNotEarly(Instant now, Duration skew) throws InvalidTokenException {
        Duration early = Duration.between(now, time("nbf").orElse(now));
        if (early.compareTo(skew) > 0) {
            throw new InvalidTokenException("its nbf is later than now");
        }
    }

    void requireFor(ProtectedResource hub) throws InvalidTokenException {
        Object claim = claims.get("aud");
        List<?> all = claim instanceof List<?> list ? list : claim == null ? List.of() : List.of(claim);
        if (!all.stream().allMatch(String.class::isInstance)) {
            throw new InvalidTokenException("its aud is neither a string nor an array of strings");
        }
        if (!all.contains(hub.identifier())) {
            throw new InvalidTokenException("its aud does not contain " + hub.identifier());
        }
    }
}
