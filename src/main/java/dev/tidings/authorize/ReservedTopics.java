package dev.tidings.authorize;

import dev.tidings.url.Url;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics in which the hub speaks of itself (Mercure 1.0, section on reserved topics): its own address, and what is below
 * it. Nobody else publishes to them, or could make clients believe that somebody listens who does not.
 *
 * <p>Compared is the path alone, as it is after a browser has taken the topic for a URL: whoever compares addresses may do it
 * with another scheme or host than we were called by.
 */
final class ReservedTopics {

    // RFC 3986, section 2.3: to write these as they are or percent-encoded is the same address.
    private static final Pattern ENCODED_UNRESERVED =
            Pattern.compile("%(2[DE]|3\\d|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])", Pattern.CASE_INSENSITIVE);

    // The host does not matter, and may be one that we cannot read although a browser can.
    private static final Pattern AUTHORITY = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9+.-]*:)?[/\\\\]*[^/\\\\?#]*");

    private ReservedTopics() {}

    static boolean contain(String topic, ProtectedResource hub) {
        Url own = hub.url();
        String reserved = decoded(own.pathname());
        String path = decoded(resolved(topic, own).map(Url::pathname).orElse(""));
        return path.equals(reserved) || path.startsWith(reserved + "/");
    }

    private static Optional<Url> resolved(String topic, Url hub) {
        Optional<Url> url = Url.parse(topic, hub);
        return url.isPresent()
                ? url
                : Url.parse("http://any.example" + AUTHORITY.matcher(topic).replaceFirst(""));
    }

    private static String decoded(String path) {
        return ENCODED_UNRESERVED
                .matcher(path)
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16))));
    }
}
