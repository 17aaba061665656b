package dev.tidings.event;

import java.time.Instant;

/**
 * An update with its place in the history.
 *
 * @param position larger than that of every entry before it; there may be holes
 * @param appendedAt when the log took it, by the wall clock: for people, never for order or expiry
 * @param update what was published
 * @param frame the update encoded, with its id
 */
public record Entry(long position, Instant appendedAt, Update update, Frame frame) {}
