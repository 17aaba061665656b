package dev.tidings.http;

/**
 * What is read of any request.
 *
 * @param bytes at most, of its body; a resource may take less
 */
public record BodySettings(int bytes) {}
