package dev.tidings.http;

/**
 * What is read of any request.
 *
 * @param bytes at most, of its body; never less than {@link #ANY}
 */
public record BodySettings(int bytes) {

    /** So much is read of any body, or a resource that takes it might take a part for the whole. */
    public static final int ANY = 16 << 10;

    public BodySettings {
        bytes = Math.max(bytes, ANY);
    }
}
