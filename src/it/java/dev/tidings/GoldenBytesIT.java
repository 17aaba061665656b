package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Are the bytes of a stream the same on every server? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoldenBytesIT {

    private static final Pattern ID = Pattern.compile("#[a-z0-9]+-(\\d+)");

    /** The epoch, and where in it the test began, differ from run to run; so does the reconnection time at the start. */
    private static final String GOLDEN = """
            :
            retry: some
            id: #epoch-0

            id: #epoch-1
            data: plain

            id: #epoch-2
            event: typed
            retry: 1500
            data: one
            data: two
            data: three
            data:\s
            data: five

            id: #epoch-3
            data:\s

            id: #epoch-4
            data:  é € 😀 BOM LS a:b\s

            id: own id 7
            data: {"order":42,"lines":["tea",null]}

            id: #epoch-6
            event: ünï
            data: event: x
            data: id: 1
            data: :

            """.replace("BOM", "\uFEFF").replace("LS", "\u2028");

    @ArquillianResource
    private URI hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war();
    }

    @Test
    void the_bytes_of_a_stream_are_the_golden_ones() {
        URI events = Server.local(hub, "events");
        try (EventStream stream =
                EventStream.open(URI.create(events + "?topic=golden/%7Bid%7D")).awaitOpen()) {
            Http.publish(events, "golden/1", "plain");
            Http.postForm(
                    events, "topic", "golden/2", "type", "typed", "retry", "1500", "data", "one\ntwo\r\nthree\r\rfive");
            Http.publish(events, "golden/3", "");
            Http.publish(events, "golden/4", " é € 😀 \uFEFF \u2028 a:b ");
            Http.post(
                    events,
                    Http.JSON,
                    "{\"topic\":[\"golden/5\",\"other\"],\"id\":\"own id 7\","
                            + "\"data\":{\"order\":42,\"lines\":[\"tea\",null]}}");
            Http.postForm(events, "topic", "golden/6", "type", "ünï", "data", "event: x\nid: 1\n:");
            await().until(() -> stream.events().size() == 6);
            assertThat(masked(stream.body())).isEqualTo(GOLDEN);
        }
    }

    private static String masked(String body) {
        var first = ID.matcher(body);
        assertThat(first.find()).isTrue();
        long start = Long.parseLong(first.group(1));
        return ID.matcher(body.replaceFirst("retry: \\d+", "retry: some"))
                .replaceAll(id -> "#epoch-" + (Long.parseLong(id.group(1)) - start));
    }
}
