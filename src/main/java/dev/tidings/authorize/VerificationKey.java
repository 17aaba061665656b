package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that verifies tokens, with the algorithms it may be used with: a token never chooses how its key is used.
 *
 * @param id the {@code kid} that its issuer gives it
 */
public record VerificationKey(Optional<String> id, Key key, Set<Algorithm> algorithms) {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

    /** Those of the examples that everybody copies, and so everybody knows. */
    private static final Set<String> OF_EXAMPLES = Set.of(
            "!ChangeThisMercureHubJWTSecretKey!", "your-256-bit-secret", "a-string-secret-at-least-256-bits-long");

    public VerificationKey {
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * Reads a key as an operator writes it: a public key in PEM (RFC 7468, section 13), or for the HMAC algorithms the secret
     * itself.
     *
     * @throws IllegalArgumentException naming cause and fix, without the key, if it is none or is too weak
     */
    public static VerificationKey parse(String text, Algorithm algorithm) {
        String plain = text.strip();
        Key key = algorithm.isSecret() ? secret(plain, algorithm) : publicKey(plain, algorithm);
        algorithm.objection(key).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        return new VerificationKey(Optional.empty(), key, Set.of(algorithm));
    }

    private static Key secret(String text, Algorithm algorithm) {
        // A public key is known to all; taken for a secret, it would let all make tokens.
        if (text.startsWith("-----BEGIN ")) {
            throw new IllegalArgumentException("this is a key in PEM, and " + algorithm
                    + " needs a secret; if it is a public key, set the algorithm to RS256, PS256, ES256 or EdDSA");
        }
        if (OF_EXAMPLES.contains(text)) {
            throw new IllegalArgumentException("this secret is one of an example, which everybody knows;"
                    + " make another by: openssl rand -base64 48");
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the secret is empty; make one by: openssl rand -base64 48");
        }
        return new SecretKeySpec(text.getBytes(UTF_8), algorithm.keyType());
    }

    private static Key publicKey(String text, Algorithm algorithm) {
        // Whoever puts PEM into an environment variable often writes its line ends as \n.
        Matcher pem = PEM.matcher(text.replace("\\n", "\n").strip());
        if (!pem.matches() || !pem.group(1).equals("PUBLIC KEY")) {
            throw new IllegalArgumentException(algorithm + " needs a public key in PEM, which begins with"
                    + " \"-----BEGIN PUBLIC KEY-----\", and nothing else; get it out of the private key by:"
                    + " openssl pkey -in private.pem -pubout");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
            return KeyFactory.getInstance(algorithm.keyType()).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException notOne) {
            throw new IllegalArgumentException(
                    "this is not a public key for " + algorithm
                            + "; compare what `openssl pkey -pubin -text` says of it",
                    notOne);
        }
    }

    /** Without the key: settings are logged and shown. */
    @Override
    public String toString() {
        return "a key for " + algorithms + id.map(name -> " named " + name).orElse("");
    }
}
