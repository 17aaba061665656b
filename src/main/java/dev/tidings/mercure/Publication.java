package dev.tidings.mercure;

import dev.tidings.event.Text;
import dev.tidings.event.Update;
import dev.tidings.http.Body;
import dev.tidings.http.Form;
import dev.tidings.http.Problem;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a publisher sends to the hub (Mercure 1.0, "Publication"). Names that are not known are not looked at. */
final class Publication {

    /** More milliseconds than a browser's clock can count. */
    private static final int RETRY_DIGITS = 15;

    private Publication() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is malformed, naming the cause and the fix
     * @throws dev.tidings.http.ProblemException 413, 415
     */
    static Update read(Body body) {
        return of(Form.ofBody(body.form()));
    }

    static Update of(Form form) {
        List<String> topics = form.all("topic");
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a topic is missing; send topic=... at least once");
        }
        Update.Builder update = Update.on(topics)
                .data(form.first("data").orElse(""))
                // To be there is enough, whatever it says.
                .isPrivate(form.names().contains("private"));
        filled(form, "type").ifPresent(update::type);
        filled(form, "id").filter(Publication::isToBeTaken).ifPresent(update::id);
        filled(form, "retry").map(Publication::milliseconds).ifPresent(update::retry);
        return update.build();
    }

    private static Optional<String> filled(Form form, String name) {
        return form.first(name).filter(value -> !value.isEmpty());
    }

    // An id that is good, but would not come back through a header, is replaced, as a hub may.
    private static boolean isToBeTaken(String id) {
        Text.requirePlain("id", id);
        return id.startsWith("#") || Update.comesBack(id);
    }

    private static Duration milliseconds(String retry) {
        if (!retry.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("retry is a number of milliseconds, in digits");
        }
        if (retry.length() > RETRY_DIGITS) {
            throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, "retry has more than " + RETRY_DIGITS + " digits")
                    .exception();
        }
        return Duration.ofMillis(Long.parseLong(retry));
    }
}
