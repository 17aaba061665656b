package dev.tidings.authorize;

/**
 * What the hub tells of itself besides how to come in.
 *
 * @param subscriptions whether it tells who listens (Mercure 1.0, "Active Subscriptions")
 */
public record MetadataSettings(boolean subscriptions) {}
