package dev.tidings.subscribe;

import dev.tidings.broadcast.Subscriber;

/**
 * A CDI event of the hub itself: somebody listens. Fired for each stream of the hub's doors on the thread of its request, once it
 * has its place in the log, and before anything is sent. Observers must be quick; when it ends, the subscriber
 * tells.
 *
 * @param hub the path of the hub's address
 */
public record StreamOpened(Subscriber subscriber, SubscribeRequest request, String hub) {}
