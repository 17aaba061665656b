package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of thousands who come at once, and of the server when ten thousand have come and gone? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrowdIT {

    private static final int BURST = 5_000;

    /** Of the files that a server has open, and will have open without us: what it has loaded meanwhile. */
    private static final int OF_ITS_OWN = 50;

    @ArquillianResource
    private URI root;

    private HubUnderTest hub;

    @Deployment(testable = false)
    static WebArchive orders() {
        return HubUnderTest.war("orders.war", "tidings.stream.heartbeat=1s");
    }

    @BeforeEach
    void nobody_is_there() {
        hub = new HubUnderTest(Server.local(root, ""), Server.process());
        await().atMost(Duration.ofSeconds(60)).until(() -> hub.streams() == 0);
    }

    @Test
    void everyone_gets_a_stream_when_five_thousand_come_at_once() {
        // Otherwise the server begins before all are there: as many as wait at once is what matters.
        try (var all = hub.whilePaused(() -> ManyStreams.openAtOnce(BURST, hub.events("burst")))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> all.open() == BURST);
            hub.publish("burst", 1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> all.stream().allMatch(stream -> stream.lastNumber() == 1));
            assertThat(all.stream()).noneMatch(NumberedStream::hasEnded);
        }
    }

    @Test
    void ten_thousand_who_came_and_went_leave_nothing_behind() {
        long filesBefore = hub.openFiles();
        for (int round = 0; round < 25; round++) {
            var polite = ManyStreams.open(100, hub.events("visitors"));
            var rude = ManyStreams.open(100, hub.events("visitors"));
            // These are gone before they are answered.
            ManyStreams.open(100, hub.events("visitors")).reset();
            ManyStreams.open(100, hub.events("visitors")).close();
            await().until(() -> polite.open() + rude.open() == 200);
            polite.close();
            rude.reset();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.streams() == 0);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertThat(hub.remaining("dev.tidings.broadcast.Subscriber"))
                            .isEmpty();
                    // Not its callbacks, which containers keep (decision 0003).
                    assertThat(hub.remaining("dev.tidings.subscribe.StreamSink"))
                            .noneMatch(each -> each.contains("StreamSink "));
                    assertThat(hub.openFiles()).isLessThan(filesBefore + OF_ITS_OWN);
                });
        try (var later = EventStream.open(hub.events("visitors")).awaitOpen()) {
            hub.publish("visitors", 1);
            later.awaitData("1");
        }
    }
}
