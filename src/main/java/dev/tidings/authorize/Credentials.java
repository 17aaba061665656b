package dev.tidings.authorize;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A token as a request brings it: in the {@code Authorization} header (RFC 6750, section 2.1), or else in a cookie. Never in
 * the URL, which stands in logs and histories, but for Mercure 0.x.
 *
 * @param isCookie whether a browser may have sent it by itself, for a page of anybody
 * @param dialects that a token may be of, where it was
 */
record Credentials(String token, boolean isCookie, Set<Dialect> dialects) {

    static final String COOKIE = "__Secure-mercure_access_token";

    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    Credentials {
        dialects = Set.copyOf(dialects);
    }

    /**
     * Finds it.
     *
     * @param dialects that the request may be of
     * @throws IllegalArgumentException naming cause and fix, if it is not clear which token is meant
     */
    static Optional<Credentials> of(HttpServletRequest request, Set<Dialect> dialects) {
        Optional<Credentials> inHeader = ofHeader(request, dialects);
        return inHeader.isPresent() ? inHeader : withoutHeader(request, dialects);
    }

    /** As {@link #of}, where what stands in the Authorization header is for somebody else. */
    static Optional<Credentials> withoutHeader(HttpServletRequest request, Set<Dialect> dialects) {
        return dialects.contains(Dialect.V0)
                ? Credentials0x.inQuery(request)
                        .or(() -> ofCookie(request, COOKIE, Dialect.V1))
                        .or(() -> ofCookie(request, Credentials0x.COOKIE, Dialect.V0))
                : ofCookie(request, COOKIE, Dialect.V1);
    }

    private static Optional<Credentials> ofHeader(HttpServletRequest request, Set<Dialect> dialects) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        return headers.isEmpty() ? Optional.empty() : Optional.of(ofHeaders(headers, dialects));
    }

    private static Credentials ofHeaders(List<String> headers, Set<Dialect> dialects) {
        Matcher bearer = BEARER.matcher(headers.get(0).strip());
        if (headers.size() > 1 || !bearer.matches()) {
            throw new IllegalArgumentException("send one Authorization header: Bearer, a space and the token");
        }
        return new Credentials(bearer.group(1), false, dialects);
    }

    private static Optional<Credentials> ofCookie(HttpServletRequest request, String name, Dialect dialect) {
        List<String> tokens = Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        // A neighbour of the same domain may have put its own beside, to have others act in its name.
        if (tokens.size() > 1) {
            throw new IllegalArgumentException("there is more than one cookie " + name + "; delete all but one");
        }
        return tokens.stream()
                .map(token -> new Credentials(token, true, Set.of(dialect)))
                .findFirst();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return isCookie ? "a token in a cookie" : "a token that was sent on purpose";
    }
}
