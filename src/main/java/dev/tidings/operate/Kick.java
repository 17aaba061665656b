package dev.tidings.operate;

import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Frame;
import dev.tidings.event.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.util.function.Predicate;

/**
 * Ends others' streams: {@code kick.all(Whom.subject("ann"), "the account was closed")}. Their clients are sent an event
 * {@code tidings:kick} with the reason, and nothing else any more; those who take nothing for half a second are closed without a word.
 *
 * <p>Who was kicked is not kept away: a browser comes back after some seconds. To keep somebody away, first take the right away,
 * and then kick.
 *
 * <p><b>Threads:</b> any; returns at once, the streams end a moment later. All that were open before are concerned, and those of the
 * hub's doors of which it was already asked what they may hear; of others that open meanwhile, some.
 */
@ApplicationScoped
public class Kick {

    /** Of a reason, in characters. */
    static final int REASON = 256;

    @Inject
    private Broadcaster broadcaster;

    /**
     * Ends all streams that are meant.
     *
     * @param whom of {@link Whom}, or anything else that a subscriber shows. Asked on other threads, too, and of those who are just
     *     opening a stream a moment after this has returned
     * @param reason what clients are told: plain text
     * @return how many were open
     * @throws IllegalArgumentException if the reason is empty, has more than 256 characters, or control characters
     */
    public int all(Predicate<Subscriber> whom, String reason) {
        return broadcaster.kick(whom, lastWord(reason));
    }

    static Frame lastWord(String reason) {
        requireReason(reason);
        return Frame.of(
                "tidings:kick",
                Json.createObjectBuilder().add("reason", reason).build().toString());
    }

    static void requireReason(String reason) {
        if (reason.isBlank() || reason.length() > REASON) {
            throw new IllegalArgumentException("a reason has 1 to " + REASON + " characters");
        }
        Text.requirePlain("the reason", reason);
    }
}
