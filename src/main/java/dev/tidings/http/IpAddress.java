package dev.tidings.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses as text. Literals only: nothing that a client writes makes us ask a name server. */
public final class IpAddress {

    private static final String V4 =
            "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}";
    private static final Pattern LITERAL = Pattern.compile(V4 + "|(?=[^:]*:)[0-9A-Fa-f:.]{2,45}");
    private static final Pattern NODE = Pattern.compile("(?:(" + V4 + ")|\\[([0-9A-Fa-f:.]{2,45})])(?::\\d{1,5})?");

    private IpAddress() {}

    /** Reads one as it stands, without brackets, port or zone. An IPv4 address within IPv6 is the IPv4 address. */
    public static Optional<InetAddress> parse(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Within brackets it is an IPv6 literal or nothing; what has no colon has matched IPv4 by itself.
            return Optional.of(InetAddress.getByName(text.indexOf(':') < 0 ? text : "[" + text + "]"));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /** The peer of a connection, as containers show it. */
    static Optional<InetAddress> ofPeer(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        return parse(
                address.startsWith("[") && address.endsWith("]")
                        ? address.substring(1, address.length() - 1)
                        : address);
    }

    /** A node as proxies write it (RFC 7239, section 6): perhaps with brackets and a port. One that is hidden is none. */
    static Optional<InetAddress> ofNode(String text) {
        Matcher node = NODE.matcher(text);
        if (!node.matches()) {
            return parse(text);
        }
        return parse(node.group(1) == null ? node.group(2) : node.group(1));
    }
}
