package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a token says besides its owner's name that the server itself has verified (MicroProfile JWT 2.1, section 7.1.1): what
 * it is called, who issued it, and until when it is good. Where the server does not know that specification, a login is a login.
 */
final class MicroProfileJwt {

    private static final boolean IS_THERE = isThere();

    private MicroProfileJwt() {}

    private static boolean isThere() {
        try {
            Class.forName("org.eclipse.microprofile.jwt.JsonWebToken", false, MicroProfileJwt.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException notOnThisServer) {
            return false;
        }
    }

    /** The same login, as long as its token is good, if it is by one. One whose token does not say so is over. */
    static Identity known(Principal principal, Identity login) {
        return IS_THERE ? Token.known(principal, login) : login;
    }

    /** Who has issued the token in this Authorization header, if it is what the server has taken. */
    static Optional<String> issuer(Principal principal, String authorization) {
        return IS_THERE ? Token.issuer(principal, authorization) : Optional.empty();
    }

    /** Apart, so that a server without MicroProfile JWT does not miss it when the class around is loaded. */
    private static final class Token {

        private Token() {}

        static Identity known(Principal principal, Identity login) {
            return principal instanceof JsonWebToken token ? of(token, login) : login;
        }

        static Optional<String> issuer(Principal principal, String authorization) {
            return principal instanceof JsonWebToken token
                            && authorization.strip().endsWith(" " + token.getRawToken())
                    ? Optional.ofNullable(token.getIssuer())
                    : Optional.empty();
        }

        private static Identity of(JsonWebToken token, Identity login) {
            try {
                String id = token.getTokenID();
                Instant end = Instant.ofEpochSecond(token.getExpirationTime());
                return of(login, id == null ? "" : id, hash(token.getRawToken()), end);
            } catch (RuntimeException odd) {
                // A claim of another type than the specification has it, or none: each server throws what it likes.
                return of(login, "", "", Instant.EPOCH);
            }
        }

        private static Identity of(Identity login, String id, String hash, Instant end) {
            return new Identity(login.issuer(), login.subject(), id, hash, end, login.grants());
        }

        private static String hash(String token) {
            return token == null
                    ? ""
                    : Sha256.hex(token.substring(0, token.lastIndexOf('.')).getBytes(US_ASCII));
        }
    }
}
