package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.Key;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A {@link MercureHub} that has keys for tokens of 0.x, too: one for each role, and neither of them that of its issuer. */
final class Mercure0xHub {

    private static final String OF_PUBLISHERS = "the secret of old publishers, of 32 bytes and more";
    private static final String OF_SUBSCRIBERS = "the secret of old subscribers, of 32 bytes and more";

    private Mercure0xHub() {}

    /** @param isOn whether 0.x is understood */
    static WebArchive war(String name, boolean isOn, String... more) {
        String[] settings = new String[more.length + 3];
        System.arraycopy(more, 0, settings, 3, more.length);
        settings[0] = "tidings.mercure.0x=" + isOn;
        settings[1] = "tidings.mercure.0x.publisher.key=" + OF_PUBLISHERS;
        settings[2] = "tidings.mercure.0x.subscriber.key=" + OF_SUBSCRIBERS;
        return MercureHub.war(name, settings);
    }

    /** That allows to publish to what these match. */
    static OldToken publisher(String... selectors) {
        return OldToken.to(key(OF_PUBLISHERS), "publish", selectors);
    }

    /** That allows to hear private updates of what these match. */
    static OldToken subscriber(String... selectors) {
        return OldToken.to(key(OF_SUBSCRIBERS), "subscribe", selectors);
    }

    /** Sends a form, without a token unless one is in the query or in these headers. */
    static Connection.Answer post(MercureHub hub, String query, String form, String... headers) {
        String[] all =
                Stream.concat(Stream.of(MercureHub.FORM), Stream.of(headers)).toArray(String[]::new);
        try (var connection = Connection.to(hub.uri())) {
            return connection.send("POST", query, form, all);
        }
    }

    /** A query as clients write it: braces are not for a URL. */
    static String query(String readable) {
        return readable.replace("{", "%7B").replace("}", "%7D");
    }

    private static Key key(String secret) {
        return new SecretKeySpec(secret.getBytes(UTF_8), "HMAC");
    }
}
