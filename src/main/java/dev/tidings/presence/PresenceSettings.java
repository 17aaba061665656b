package dev.tidings.presence;

import java.time.Duration;

/**
 * What is told of those who listen.
 *
 * @param subscriptions whether other clients are told, by events and by the subscription API, if they were granted that
 * @param in0x whether those of them who speak Mercure 0.x are told in their way, too
 * @param grace how long somebody may be without a stream before they count as gone; zero for not at all
 */
public record PresenceSettings(boolean subscriptions, boolean in0x, Duration grace) {}
