package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes over the wire when somebody listens? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamIT {

    @ArquillianResource
    private URI hub;

    private URI events;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war();
    }

    @BeforeEach
    void resolve() {
        events = Server.local(hub, "events");
    }

    @Test
    void head_and_comment_come_at_once_before_any_event() {
        try (EventStream stream = EventStream.open(URI.create(events + "?topic=quiet"))) {
            stream.awaitOpen();
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.head())
                    .contains("Content-Type: text/event-stream;charset=UTF-8\r\n")
                    .contains("Cache-Control: no-store, no-transform\r\n")
                    .contains("X-Accel-Buffering: no\r\n")
                    .contains("Vary: Origin\r\n");
            assertThat(stream.body()).matches(":\nretry: \\d+\nid: #[a-z0-9]+-\\d+\n\n");
        }
    }

    @Test
    void a_client_that_was_cut_off_before_its_first_event_misses_nothing() {
        String last;
        try (EventStream stream = EventStream.open(URI.create(events + "?topic=cut"))) {
            last = stream.awaitOpen().lastEventId();
            stream.reset();
        }
        Http.publish(events, "cut", "missed");
        URI again = URI.create(events + "?topic=cut&last_event_id=" + Http.encode(last));
        try (EventStream stream = EventStream.open(again)) {
            stream.awaitData("missed");
            Http.publish(events, "cut", "live");
            stream.awaitData("missed", "live");
        }
    }
}
