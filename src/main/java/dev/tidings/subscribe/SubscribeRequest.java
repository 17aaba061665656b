package dev.tidings.subscribe;

import dev.tidings.authorize.Identity;
import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a client asks for, through whichever door.
 *
 * @param identity who it is
 * @param matches what it wants to hear; what comes twice is there once
 * @param lastEventId the last id it has
 * @param tellsGaps whether it is told by events what it has lost
 */
public record SubscribeRequest(
        Identity identity, List<Match> matches, Optional<String> lastEventId, boolean tellsGaps) {

    public SubscribeRequest {
        matches = matches.stream().distinct().toList();
    }

    /** The same request, of whoever its sender is now. */
    SubscribeRequest by(Identity now) {
        return new SubscribeRequest(now, matches, lastEventId, tellsGaps);
    }

    /** What it wants to hear, and may. */
    public Audience audience() {
        return new Audience(
                matches.stream().map(Match::matcher).collect(Collectors.toSet()),
                identity.grants().subscribed());
    }

    /**
     * One of the things that it wants to hear, in its own words: two that are written in different ways may mean the same.
     *
     * @param type as on the wire
     * @param text as the client has written it
     * @param matcher what it means
     */
    public record Match(String type, String text, TopicMatcher matcher) {}
}
