package dev.tidings.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a client may ask for, and when it is to come back.
 *
 * @param matchers at most so many in one request
 * @param matcherBytes at most so long each, in UTF-8
 * @param retry the reconnection time that streams begin with, a half more or less, so that not all come back at once
 * @param afterSession so long after the time of its HTTP session a stream ends at the latest
 * @param applicationThreads at most so many for sources, listeners and container's sinks of the application
 */
public record SubscribeSettings(
        int matchers, int matcherBytes, Duration retry, Duration afterSession, int applicationThreads) {

    /** What a stream is turned away with is so many times longer. */
    private static final int BUSY = 5;

    /**
     * Holds what a client asks for to the limits.
     *
     * @param matchers as they stand in its request
     * @throws IllegalArgumentException naming the limit
     */
    public void limit(Collection<String> matchers) {
        if (matchers.size() > this.matchers) {
            throw tooMuch(matchers.size() + " topics", this.matchers, "tidings.subscribe.matchers");
        }
        for (String matcher : matchers) {
            int bytes = matcher.getBytes(UTF_8).length;
            if (bytes > matcherBytes) {
                throw tooMuch("a topic of " + bytes + " bytes", matcherBytes, "tidings.subscribe.matcher-bytes");
            }
        }
    }

    private static IllegalArgumentException tooMuch(String what, int limit, String setting) {
        return new IllegalArgumentException(what + " in one request; " + setting + " allows " + limit);
    }

    long someRetryMillis() {
        double factor = 0.5 + ThreadLocalRandom.current().nextDouble();
        return Math.max(1, (long) (retry.toMillis() * factor));
    }

    long someBusyRetryMillis() {
        return BUSY * someRetryMillis();
    }
}
