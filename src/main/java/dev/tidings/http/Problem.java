package dev.tidings.http;

import jakarta.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What went wrong with a request, for whoever sent it: {@code application/problem+json} (RFC 9457).
 *
 * @param detail names the cause and the fix; never a stack, a secret or another parser's words
 * @param headers go with the answer
 */
public record Problem(int status, String title, String detail, Map<String, String> headers) {

    private static final String TYPE = "application/problem+json";

    public Problem {
        headers = Map.copyOf(headers);
    }

    public static Problem badRequest(String detail) {
        return of(Status.BAD_REQUEST, detail);
    }

    public static Problem of(Status status, String detail) {
        return new Problem(status.getStatusCode(), status.getReasonPhrase(), detail, Map.of());
    }

    /** The same problem with one more header. */
    public Problem with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Problem(status, title, detail, more);
    }

    /** The same problem, with the word that it may be over after this time. */
    public Problem retryAfter(Duration time) {
        long seconds =
                1 + Math.max(0, time.toNanos() - 1) / Duration.ofSeconds(1).toNanos();
        return with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    public Response response() {
        String json = Json.createObjectBuilder()
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .build()
                .toString();
        var response = Response.status(status).type(TYPE).entity(json);
        response.header(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.forEach(response::header);
        return response.build();
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }
}
