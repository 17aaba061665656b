package dev.tidings.authorize;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A token as a request brings it: in the {@code Authorization} header (RFC 6750, section 2.1), or else in a cookie. Never in
 * the URL, which stands in logs and histories.
 *
 * @param isCookie whether a browser may have sent it by itself, for a page of anybody
 */
record Credentials(String token, boolean isCookie) {

    static final String COOKIE = "__Secure-mercure_access_token";

    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    /** @throws IllegalArgumentException naming cause and fix, if it is not clear which token is meant */
    static Optional<Credentials> of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        return headers.isEmpty() ? ofCookies(request) : Optional.of(ofHeaders(headers));
    }

    private static Credentials ofHeaders(List<String> headers) {
        Matcher bearer = BEARER.matcher(headers.get(0).strip());
        if (headers.size() > 1 || !bearer.matches()) {
            throw new IllegalArgumentException("send one Authorization header: Bearer, a space and the token");
        }
        return new Credentials(bearer.group(1), false);
    }

    /** @throws IllegalArgumentException naming cause and fix, if it is not clear which token is meant */
    static Optional<Credentials> ofCookies(HttpServletRequest request) {
        List<String> tokens = Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        // A neighbour of the same domain may have put its own beside, to have others act in its name.
        if (tokens.size() > 1) {
            throw new IllegalArgumentException("there is more than one cookie " + COOKIE + "; delete all but one");
        }
        return tokens.stream().map(token -> new Credentials(token, true)).findFirst();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return isCookie ? "a token in a cookie" : "a token in the Authorization header";
    }
}
