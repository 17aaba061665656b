package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What does a client see when a bound of the hub is reached? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsIT {

    private static final int STREAMS = 20;

    @ArquillianResource
    private URI root;

    private HubUnderTest hub;

    @Deployment(testable = false)
    static WebArchive orders() {
        return HubUnderTest.war(
                "orders.war",
                "tidings.streams=" + STREAMS,
                "tidings.stream.heartbeat=1s",
                "tidings.stream.lifetime=20s");
    }

    @BeforeEach
    void nobody_is_there() {
        hub = new HubUnderTest(Server.local(root, ""), Server.process());
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.streams() == 0);
    }

    @Test
    void a_stream_whose_time_is_over_ends_cleanly_and_the_client_resumes_without_loss() {
        List<String> received = new ArrayList<>();
        String id;
        try (var first = EventStream.open(hub.events("life")).awaitOpen()) {
            hub.publish("life", 0);
            first.awaitData("0");
            await().atMost(Duration.ofSeconds(60)).until(first::hasEnded);
            assertThat(first.hasEndedCleanly()).isTrue();
            received.addAll(first.data());
            id = first.lastEventId();
        }
        hub.publish("life", 1);
        try (var second = EventStream.open(hub.events("life"), Map.of("Last-Event-ID", id))) {
            second.awaitData("1");
            hub.publish("life", 2);
            second.awaitData("1", "2");
            received.addAll(second.data());
        }
        assertThat(received).containsExactly("0", "1", "2");
    }

    @Test
    void one_stream_too_many_is_sent_away_to_come_back_and_the_others_stay() {
        try (var all = ManyStreams.open(STREAMS, hub.events("full"))) {
            await().until(() -> all.open() == STREAMS);
            try (var tooMany = EventStream.open(hub.events("full"))) {
                await().until(tooMany::hasEndedCleanly);
                assertThat(tooMany.status()).isEqualTo(200);
                assertThat(tooMany.body()).matches(":\nretry: \\d+\n");
            }
            hub.publish("full", 1);
            await().until(() -> all.stream().allMatch(stream -> stream.lastNumber() == 1));
            assertThat(all.stream()).noneMatch(NumberedStream::hasEnded);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> hub.streams() == 0);
        try (var later = EventStream.open(hub.events("full"))) {
            later.awaitOpen();
        }
    }
}
