package dev.tidings.authorize;

import dev.tidings.http.Form;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where else clients of Mercure 0.x have their token: in the URL, and in a cookie of an older name. */
final class Credentials0x {

    static final String COOKIE = "mercureAuthorization";

    private static final String PARAMETER = "authorization";

    private Credentials0x() {}

    /** @throws IllegalArgumentException naming cause and fix, if it is not clear which token is meant */
    static Optional<Credentials> inQuery(HttpServletRequest request) {
        List<String> tokens = Form.query(request).all(PARAMETER);
        if (tokens.size() > 1 || tokens.contains("")) {
            throw new IllegalArgumentException(
                    "send one token in the parameter " + PARAMETER + ", or better in the Authorization header");
        }
        return tokens.stream()
                .map(token -> new Credentials(token, false, Set.of(Dialect.V0)))
                .findFirst();
    }
}
