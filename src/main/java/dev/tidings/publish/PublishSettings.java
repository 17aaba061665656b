package dev.tidings.publish;

import java.time.Duration;

/**
 * How large an update may be, whichever way it comes in, and how long a publisher waits.
 *
 * @param bodyBytes of a request's body, and of an update's data
 * @param topicBytes of each topic, in UTF-8
 * @param typeBytes of the type, in UTF-8
 * @param topics of one update
 * @param timeout until a publisher over HTTP is told that nobody knows
 */
public record PublishSettings(int bodyBytes, int topicBytes, int typeBytes, int topics, Duration timeout) {}
