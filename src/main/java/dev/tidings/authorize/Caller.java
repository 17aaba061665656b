package dev.tidings.authorize;

/**
 * Who opened a stream, as far as is known.
 *
 * @param address of the peer
 */
public record Caller(String address) {}
