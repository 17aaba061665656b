package dev.tidings.url;

import java.util.Optional;

/**
 * A URL, taken apart as the URL Standard does it (section 4.4): letters in lower case where case does not count, dots in
 * paths resolved, what must be percent-encoded percent-encoded, the default port left out. What is not there is empty. All is
 * ASCII, without control characters.
 *
 * <p>Hosts in other letters than ASCII: a part of UTS #46, see {@link Domain}.
 *
 * @param protocol the scheme, without the colon
 * @param search the query, without the question mark
 * @param hash the fragment, without the number sign
 * @param isOpaque whether the path is no list of segments, as that of {@code urn:isbn:1} is not
 */
public record Url(
        String protocol,
        String username,
        String password,
        String hostname,
        String port,
        String pathname,
        String search,
        String hash,
        boolean isOpaque) {

    /** Reads an absolute URL; empty if it is none. */
    public static Optional<Url> parse(String text) {
        return parsed(text, null);
    }

    /** Reads a URL, which may be relative to another; empty if there is no such URL. */
    public static Optional<Url> parse(String text, Url base) {
        return parsed(text, base);
    }

    private static Optional<Url> parsed(String text, Url baseOrNull) {
        try {
            return Optional.of(UrlParser.parse(text, baseOrNull));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
