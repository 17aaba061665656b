package dev.tidings.subscribe;

import dev.tidings.authorize.Identity;
import dev.tidings.event.Audience;
import java.util.Optional;

/**
 * What a client asks for, through whichever door.
 *
 * @param identity who it is
 * @param audience what it wants to hear, and may
 * @param lastEventId the last id it has
 * @param tellsGaps whether it is told by events what it has lost
 */
public record SubscribeRequest(Identity identity, Audience audience, Optional<String> lastEventId, boolean tellsGaps) {}
