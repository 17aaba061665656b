package dev.tidings.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;

/**
 * The HTTP session that a request came with.
 *
 * @param id empty if there was none
 * @param timeout so long it lasts from then on, if nobody uses it
 */
public record Session(String id, Duration timeout) {

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private static final Session NONE = new Session("", FOR_EVER);

    public static Session of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return NONE;
        }
        int seconds = session.getMaxInactiveInterval();
        return new Session(session.getId(), seconds > 0 ? Duration.ofSeconds(seconds) : FOR_EVER);
    }
}
