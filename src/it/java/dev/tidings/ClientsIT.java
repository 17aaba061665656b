package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Do the clients hear everything that applications and scripts use? */
@Tag("client-side")
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final File HERE = new File(".");

    @ArquillianResource
    private URI hub;

    private URI events;
    private Relay relay;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war();
    }

    @BeforeEach
    void relay() {
        events = Server.local(hub, "events");
        relay = Relay.to(events);
    }

    @AfterEach
    void closeRelay() {
        relay.close();
    }

    private URI topic(String topic) {
        return relay.via(URI.create(events + "?topic=" + topic));
    }

    private String publishTyped(String topic, String type, String data) {
        return Http.postForm(events, "topic", topic, "type", type, "data", data).body();
    }

    /** Publishes "0", "1", and so on, and cuts the connection amid them. */
    private List<String> publishAndCut(String topic) {
        List<String> published = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            published.add(String.valueOf(i));
            Http.publish(events, topic, String.valueOf(i));
            if (i == 10) {
                relay.reset();
            }
        }
        return published;
    }

    @Test
    void jersey_hears_id_name_and_data() {
        try (JerseySource jersey = new JerseySource(topic("jersey"))) {
            String id = publishTyped("jersey", "changed", "two\nlines of Grüße");
            await().until(() -> jersey.heard.size() == 2);
            // A quirk of this client: it reports a block that has no data, where a browser dispatches nothing.
            assertThat(jersey.heard.get(0).isEmpty()).isTrue();
            InboundSseEvent event = jersey.heard.get(1);
            assertThat(event.getId()).isEqualTo(id);
            assertThat(event.getName()).isEqualTo("changed");
            assertThat(event.readData()).isEqualTo("two\nlines of Grüße");
        }
    }

    @Test
    void jersey_that_was_cut_off_misses_nothing() {
        try (JerseySource jersey = new JerseySource(topic("jersey-cut"))) {
            List<String> published = publishAndCut("jersey-cut");
            await().atMost(A_WHILE).until(jersey::data, published::equals);
            assertThat(relay.asked()).contains("Last-Event-ID: #");
        }
    }

    @Test
    void jersey_that_was_cut_off_before_its_first_event_misses_nothing() {
        try (JerseySource jersey = new JerseySource(topic("jersey-first"))) {
            // Not refused meanwhile: Jersey gives up for good when it cannot come back at once. Missed or not, it hears
            // it once.
            relay.reset();
            Http.publish(events, "jersey-first", "missed");
            await().atMost(A_WHILE).until(jersey::data, List.of("missed")::equals);
        }
    }

    /** The client of JAX-RS, as the library of that name has it. */
    private final class JerseySource implements AutoCloseable {

        private final Client client = JerseyClientBuilder.createClient();
        private final List<InboundSseEvent> heard = new CopyOnWriteArrayList<>();
        private final SseEventSource source;

        private JerseySource(URI address) {
            source = SseEventSource.target(client.target(address)).build();
            source.register(heard::add);
            source.open();
            await().until(() -> !heard.isEmpty());
        }

        private List<String> data() {
            return heard.stream()
                    .filter(event -> !event.isEmpty())
                    .map(InboundSseEvent::readData)
                    .toList();
        }

        @Override
        public void close() {
            // Both wait for its reader, some seconds, and that waits for the hub.
            boolean unused = source.close(1, TimeUnit.MILLISECONDS);
            relay.close();
            client.close();
        }
    }

    @Test
    void npms_eventsource_hears_what_a_browser_hears_and_misses_nothing() throws Exception {
        try (Program node = Npm.start("node", "listen.js", topic("npm").toString(), "changed")) {
            await().atMost(A_WHILE).until(() -> node.lines().contains("[\"open\"]"));
            String id = publishTyped("npm", "changed", "two\nlines of Grüße");
            String typed = "[\"event\",\"changed\",\"two\\nlines of Grüße\",\"" + id + "\"]";
            await().until(() -> node.lines().contains(typed));
            List<String> published = publishAndCut("npm");
            await().atMost(A_WHILE).until(() -> messages(node), published::equals);
            assertThat(node.lines()).containsOnlyOnce(typed).contains("[\"error\",0]");
        }
    }

    private static List<String> messages(Program node) {
        Pattern message = Pattern.compile("\\[\"event\",\"message\",\"(.*)\",\"#.*");
        return node.lines().stream()
                .map(message::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }

    @Test
    void curl_sees_a_comment_before_any_event_and_then_each_as_it_comes() {
        Program.assumeInstalled("curl");
        try (Program curl = Program.start(
                HERE, "curl", "-sN", "--max-time", "60", topic("curl").toString())) {
            await().until(() -> curl.lines().size() == 4);
            assertThat(curl.lines().get(0)).isEqualTo(":");
            for (int i = 0; i < 3; i++) {
                String id = Http.publish(events, "curl", "number " + i);
                List<String> event = List.of("id: " + id, "data: number " + i, "");
                int end = 4 + 3 * (i + 1);
                await().until(() -> curl.lines().size() == end);
                assertThat(curl.lines().subList(end - 3, end)).isEqualTo(event);
            }
        }
    }

    @Test
    void curl_publishes() {
        Program.assumeInstalled("curl");
        try (EventStream stream = EventStream.open(topic("curl-d")).awaitOpen()) {
            String options = "-sS --max-time 20 -d topic=curl-d -d type=changed -d";
            String[] command = ("curl " + options + " data=by+hand " + events).split(" ");
            List<String> answer = Program.run(HERE, command);
            stream.awaitData("by hand");
            assertThat(answer).containsExactly(stream.lastEventId());
        }
    }
}
