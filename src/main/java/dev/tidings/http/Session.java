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

    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    private static final String NOTED = Session.class.getName();

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * As the request came with it, where somebody has {@linkplain #note taken note} of that; else as it is now: after the end of a session a
     * request has none.
     */
    public static Session of(HttpServletRequest request) {
        return request.getAttribute(NOTED) instanceof Session noted ? noted : now(request);
    }

    /** Takes note of it, before anything can happen to it. */
    static void note(HttpServletRequest request) {
        request.setAttribute(NOTED, now(request));
    }

    private static Session now(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null
                ? new Session("", FOR_EVER, Optional::empty)
                : new Session(session.getId(), timeout(session), () -> lastUse(session));
    }

    /**
     * Whether it was one, and is not any more; if its server cannot say, it goes on. Servers that are asked for it again, by the request,
     * may not have noticed.
     */
    public boolean hasEnded() {
        try {
            return !id.isEmpty() && lastUse.get().isEmpty();
        } catch (RuntimeException storeIsAway) {
            LOG.log(System.Logger.Level.WARNING, "the server does not say whether a session goes on", storeIsAway);
            return false;
        }
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
