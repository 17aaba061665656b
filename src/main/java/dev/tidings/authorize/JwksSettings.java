package dev.tidings.authorize;

import java.time.Duration;

/**
 * How the keys of issuers are fetched.
 *
 * @param timeout for one document
 * @param bytes of one document
 * @param age after which they are fetched again
 * @param pause between two attempts, at least, whatever tokens come
 */
public record JwksSettings(Duration timeout, int bytes, Duration age, Duration pause) {}
