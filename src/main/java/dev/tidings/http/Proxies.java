package dev.tidings.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose word counts about where a request came from. A proxy adds the address that it was called from at the right end of a
 * header; what stands to the left of that was there before, and whoever sends a request may write it. So the header is read from
 * the right, and only as far as proxies that are trusted have written it.
 *
 * @param trusted no one, if it is empty
 * @param header the one that these proxies write. No other is read: a proxy that writes one lets the other pass, as the client
 *     made it up
 */
public record Proxies(List<IpNetwork> trusted, Header header) {

    /** Which headers there are for it. */
    public enum Header {
        X_FORWARDED_FOR("X-Forwarded-For"),
        /** RFC 7239. */
        FORWARDED("Forwarded");

        private final String field;

        Header(String field) {
            this.field = field;
        }

        /** By its name in any case. */
        public static Optional<Header> of(String name) {
            return Stream.of(values())
                    .filter(header -> header.field.equalsIgnoreCase(name))
                    .findFirst();
        }
    }

    /** More trusted proxies than that in a row are none. */
    private static final int HOPS = 32;

    // No backslash: no address needs one, and without it a quote is a quote from whichever side it is read.
    private static final Pattern PAIR =
            Pattern.compile("\\s*+([A-Za-z0-9!#$%&'*+.^_`|~-]++)=(?:\"([^\"\\\\]*+)\"|([^\\s\",;\\\\]++))\\s*+(?:;|$)");

    public Proxies {
        trusted = List.copyOf(trusted);
    }

    /**
     * The address that a request came from, as the platform writes it: of the connection's peer, unless that is a trusted proxy;
     * then of whoever the proxy was called by. If what trusted proxies say is not understood, the peer's.
     */
    public String client(HttpServletRequest request) {
        return client(
                Optional.ofNullable(request.getRemoteAddr()).orElse(""),
                trusted.isEmpty() ? List.of() : Collections.list(request.getHeaders(header.field)));
    }

    /** @param lines of the header, in order */
    String client(String peer, List<String> lines) {
        Optional<InetAddress> direct = IpAddress.ofPeer(peer);
        return direct.filter(this::isTrusted)
                .flatMap(proxy -> toldBy(String.join(",", lines)))
                .or(() -> direct)
                .map(InetAddress::getHostAddress)
                .orElse(peer);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private Optional<InetAddress> toldBy(String text) {
        Optional<InetAddress> node = Optional.empty();
        int end = text.length();
        for (int hop = 0; end >= 0; hop++) {
            int start = start(text, end);
            node = hop < HOPS ? node(text.substring(start, end)) : Optional.empty();
            if (node.filter(this::isTrusted).isEmpty()) {
                return node;
            }
            end = start - 1;
        }
        // Within the trusted network somebody is a client, too.
        return node;
    }

    /** Where the element begins that ends here. */
    private static int start(String text, int end) {
        boolean isQuoted = false;
        for (int at = end - 1; at >= 0; at--) {
            char c = text.charAt(at);
            isQuoted ^= c == '"';
            if (c == ',' && !isQuoted) {
                return at + 1;
            }
        }
        return 0;
    }

    private Optional<InetAddress> node(String element) {
        return header == Header.FORWARDED
                ? forwardedFor(element).flatMap(IpAddress::ofNode)
                : IpAddress.ofNode(element.strip());
    }

    private static Optional<String> forwardedFor(String element) {
        Optional<String> found = Optional.empty();
        Matcher pair = PAIR.matcher(element);
        int at = 0;
        while (at < element.length()) {
            if (!pair.region(at, element.length()).lookingAt()) {
                return Optional.empty();
            }
            if (pair.group(1).toLowerCase(Locale.ROOT).equals("for")) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(pair.group(2) == null ? pair.group(3) : pair.group(2));
            }
            at = pair.end();
        }
        return found;
    }
}
