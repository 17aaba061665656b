package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The packaged WAR with an issuer of its own, and the verbs of the Mercure protocol. */
record MercureHub(URI uri) {

    static final String ADDRESS = "https://hub.example/.well-known/mercure";
    static final String PAGE = "https://app.example";
    static final String FORM = "Content-Type: " + Http.FORM;

    private static final String SECRET = "one secret for both roles, of 32 bytes and more";

    private static final AccessToken TOKEN = new AccessToken(
            new SecretKeySpec(SECRET.getBytes(UTF_8), "HMAC"),
            "HS256",
            "https://issuer.example",
            ADDRESS,
            Duration.ofMinutes(5),
            "publish",
            List.of("*"));

    static WebArchive war(String name, String... more) {
        return Artifacts.war(name, settings(more));
    }

    /** Of a hub that takes these tokens. */
    static String[] settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "tidings.playground=false",
                "tidings.subscribe.anonymous=true",
                "tidings.resource=" + ADDRESS,
                "tidings.cors.origins=" + PAGE,
                "MERCURE_TRUSTED_ISSUERS=https://issuer.example",
                "MERCURE_PUBLISHER_JWT_KEY=" + SECRET,
                "MERCURE_SUBSCRIBER_JWT_KEY=" + SECRET));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    static MercureHub at(URI root) {
        return new MercureHub(Server.local(root, ".well-known/mercure"));
    }

    /** That allows to publish to these. */
    static AccessToken publisher(String... topics) {
        return TOKEN.to("publish", topics);
    }

    /** That allows to hear private updates of these. */
    static AccessToken subscriber(String... topics) {
        return TOKEN.to("subscribe", topics);
    }

    /** Sends a form as it stands, with a token for all topics. */
    Connection.Answer post(String form, String... headers) {
        String[] all = Stream.concat(Stream.of(FORM, publisher("*").header()), Stream.of(headers))
                .toArray(String[]::new);
        return Connection.post(uri, form, all);
    }

    /** Publishes, and returns the id. */
    String publish(String form) {
        Connection.Answer answer = post(form);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** A stream of somebody without a token. */
    EventStream listen(String query) {
        return listen(query, Map.of());
    }

    EventStream listen(String query, AccessToken token) {
        return listen(query, Map.of("Authorization", token.header().substring("Authorization: ".length())));
    }

    EventStream listen(String query, Map<String, String> headers) {
        EventStream stream = EventStream.open(URI.create(uri + "?" + query), new HashMap<>(headers));
        assertThat(stream.status()).as(stream.head()).isEqualTo(200);
        return stream.awaitOpen();
    }

    /** The answer to a request for a stream that is refused. */
    Connection.Answer refusal(String query, String... headers) {
        return Connection.ask(uri, "GET", query.isEmpty() ? "" : "?" + query, headers);
    }
}
