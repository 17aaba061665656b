package dev.tidings.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which other origins' pages may read our answers (WHATWG Fetch, section 3.2): those on a list, with credentials. Never all,
 * and never whoever asks.
 *
 * @param origins as browsers send them: {@code https://example.com}
 */
public record Cors(Set<String> origins) {

    public Cors {
        origins = Set.copyOf(origins);
        for (String origin : origins) {
            if (!origin.matches("https?://[^/*\\s]+")) {
                throw new IllegalArgumentException("\"" + origin + "\" is not an origin; write https://example.com,"
                        + " with a scheme, without a path or a wildcard");
            }
        }
    }

    /** The headers of an answer to a request with this {@code Origin}, which may be null. */
    public Map<String, String> headers(String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        // Also without an origin, or a cache could give one origin's answer to another.
        headers.put("Vary", "Origin");
        if (origin != null && origins.contains(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Allow-Credentials", "true");
            headers.put(
                    "Access-Control-Expose-Headers",
                    "Mercure-Last-Event-ID, Last-Event-ID, Link, WWW-Authenticate, Retry-After");
        }
        return headers;
    }

    /** The same problem, which such a page may read: whoever may ask may also know why it got nothing. */
    public Problem readable(Problem problem, String origin) {
        Problem readable = problem;
        for (var header : headers(origin).entrySet()) {
            readable = readable.with(header.getKey(), header.getValue());
        }
        return readable;
    }

    /** The headers of an answer to a preflight request. */
    public Map<String, String> preflightHeaders(String origin) {
        Map<String, String> headers = headers(origin);
        if (headers.containsKey("Access-Control-Allow-Origin")) {
            headers.put("Access-Control-Allow-Methods", "GET, HEAD, POST, QUERY");
            // A fetch-based client sends the first by itself; a native EventSource needs no permission.
            headers.put("Access-Control-Allow-Headers", "Last-Event-ID, Cache-Control, Authorization, Content-Type");
            headers.put("Access-Control-Max-Age", "7200");
        }
        return headers;
    }
}
