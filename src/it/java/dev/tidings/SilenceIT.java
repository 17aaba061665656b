package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is on the wire, with the default settings, while there is nothing to tell? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SilenceIT {

    private static final Duration SILENCE = Duration.ofSeconds(Integer.getInteger("tidings.silence"));
    private static final long HEARTBEATS = SILENCE.toSeconds() / 15;

    @ArquillianResource
    private URI root;

    @Deployment(testable = false)
    static WebArchive orders() {
        // All others as they are; but of ten minutes of silence a stream's default lifetime may be shorter.
        return HubUnderTest.war("orders.war", "tidings.stream.lifetime=1h").addPackage("dev.tidings.rooms");
    }

    @Test
    void a_silent_stream_gets_only_heartbeats_and_then_the_next_event_at_once() {
        var hub = new HubUnderTest(Server.local(root, ""), Server.process());
        try (var plain = EventStream.open(hub.events("plain")).awaitOpen();
                var ours = EventStream.open(hub.at("rooms/a/ours")).awaitData("to a");
                var containers = EventStream.open(hub.at("rooms/a/containers"));
                var finite = EventStream.open(hub.at("lists/a/rows?to=2&every=" + SILENCE.plusSeconds(20)))
                        .awaitData("1 ")) {
            List<EventStream> all = List.of(plain, ours, containers, finite);
            String[] begun = all.stream().map(EventStream::body).toArray(String[]::new);
            await().pollInterval(Duration.ofSeconds(1))
                    .during(SILENCE)
                    .atMost(SILENCE.plusSeconds(30))
                    .until(() -> all.stream()
                            .noneMatch(
                                    stream -> stream.hasEnded() || stream.data().size() > 1));
            for (int i = 0; i < begun.length; i++) {
                // A container writes comments in its own way.
                String heartbeat = all.get(i) == containers ? ":.*\n+" : ":\n";
                assertOnly(heartbeat, all.get(i).body().substring(begun[i].length()));
            }
            hub.publish("plain", 1);
            awaitAtOnce(plain, "1");
            Http.post(hub.at("rooms/a/say"), "text/plain", "hello");
            awaitAtOnce(ours, "to a", "hello");
            awaitAtOnce(containers, "hello");
            await().atMost(Duration.ofSeconds(60)).until(finite::data, List.of("1 ", "2 ")::equals);
        }
    }

    private static void assertOnly(String heartbeat, String silence) {
        assertThat(silence).matches("(" + heartbeat + ")*");
        assertThat(Pattern.compile(heartbeat).matcher(silence).results().count())
                .isBetween(HEARTBEATS - 1, HEARTBEATS + 1);
    }

    private static void awaitAtOnce(EventStream stream, String... data) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(10)) // less than a heartbeat
                .until(stream::data, List.of(data)::equals);
    }
}
