package dev.tidings.mercure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands in a path after {@code /.well-known/mercure/subscriptions}, decoded: up to three variables, which
 * dialects of Mercure name differently. Read from the path as it came, since a matcher has slashes of its own, which are encoded in it, and what servers
 * make of those differs.
 */
record SubscriptionsPath(List<String> variables) {

    private static final String HUB = "/.well-known/mercure/subscriptions";

    /** Empty if it is the path of nothing. */
    static Optional<SubscriptionsPath> of(String requestUri) {
        List<String> segments = Stream.of(requestUri.split("/", -1))
                .map(SubscriptionsPath::decode)
                .toList();
        int hub = HUB.split("/").length - 1;
        for (int at = 0; at + hub <= segments.size(); at++) {
            if (HUB.equals("/" + String.join("/", segments.subList(at, at + hub)))) {
                return Optional.of(new SubscriptionsPath(segments.subList(at + hub, segments.size())))
                        .filter(SubscriptionsPath::isKnown);
            }
        }
        return Optional.empty();
    }

    private boolean isKnown() {
        return variables.size() <= 3;
    }

    private static String decode(String segment) {
        var bytes = new ByteArrayOutputStream(segment.length());
        for (int at = 0; at < segment.length(); at++) {
            int high = segment.charAt(at) == '%' && at + 2 < segment.length()
                    ? Character.digit(segment.charAt(at + 1), 16)
                    : -1;
            int low = high >= 0 ? Character.digit(segment.charAt(at + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                at += 2;
            } else {
                bytes.writeBytes(segment.substring(at, at + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
