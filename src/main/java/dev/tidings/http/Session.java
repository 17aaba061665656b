package dev.tidings.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The HTTP session that a request came with.
 *
 * @param id empty if it came with none
 * @param timeout so long it lasts, if nobody uses it
 * @param lastUse asks the server, which may not know, and be one request behind (Payara)
 */
public record Session(String id, Duration timeout, Supplier<Optional<Instant>> lastUse) {

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    public static Session of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null
                ? new Session("", FOR_EVER, Optional::empty)
                : new Session(session.getId(), timeout(session), () -> lastUse(session));
    }

    /** Without the id, which is as good as a password. */
    @Override
    public String toString() {
        return id.isEmpty() ? "no session" : "a session";
    }

    private static Duration timeout(HttpSession session) {
        try {
            int seconds = session.getMaxInactiveInterval();
            return seconds > 0 ? Duration.ofSeconds(seconds) : FOR_EVER;
        } catch (IllegalStateException over) {
            return FOR_EVER;
        }
    }

    private static Optional<Instant> lastUse(HttpSession session) {
        try {
            return Optional.of(Instant.ofEpochMilli(session.getLastAccessedTime()));
        } catch (IllegalStateException over) {
            return Optional.empty();
        }
    }
}
