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

/** What becomes of a client that reads on after the history has moved on without it? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OverrunIT {

    /** Less than what the window holds, so that everything is lost that is neither sent nor in the history. */
    private static final int HISTORY = 10;

    private static final String LARGE = " ".repeat(64 * 1024);

    @ArquillianResource
    private URI root;

    private HubUnderTest hub;

    @Deployment(testable = false)
    static WebArchive orders() {
        return HubUnderTest.war(
                "orders.war",
                "tidings.history.events=" + HISTORY,
                "tidings.window.bytes=256KiB",
                "tidings.stream.due=8",
                "tidings.stream.stall=60s");
    }

    @BeforeEach
    void resolve() {
        hub = new HubUnderTest(Server.local(root, ""), Server.process());
    }

    @Test
    void it_is_told_of_the_gap_and_goes_on_live() {
        try (ManyStreams witness = ManyStreams.open(1, hub.events("over"));
                EventStream slow = EventStream.openAndNeverRead(hub.events("over"))) {
            await().until(() -> hub.streams() == 2 && witness.open() == 1);
            int published = publishUntilStalled(witness);
            publish(published, published + 3 * HISTORY, witness);
            slow.readOn();
            await().atMost(Duration.ofSeconds(30)).until(() -> slow.body().contains("event: tidings:gap\n"));
            Http.publish(hub.events(), "over", "live again");
            await().until(() -> slow.body().endsWith("data: live again\n\n"));
            assertThat(slow.body()).contains("{\"reason\":\"overrun\",\"requested\":\"#");
            assertHolesAreTold(slow);
        }
    }

    /** Publishes until nobody takes anything any more but the one who reads. */
    private int publishUntilStalled(ManyStreams witness) {
        int published = 0;
        int still = 0;
        for (long taken = -1; still < 3; ) {
            publish(published, published + 5, witness);
            published += 5;
            long takenByOther = hub.count("delivered") - published;
            still = takenByOther == taken ? still + 1 : 0;
            taken = takenByOther;
        }
        return published;
    }

    private void publish(int from, int to, ManyStreams witness) {
        for (int i = from; i < to; i++) {
            int number = i;
            Http.publish(hub.events(), "over", number + LARGE);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> witness.stream().allMatch(stream -> stream.lastNumber() == number));
        }
    }

    /** Every event follows the one before, or a gap whose id it follows. */
    private static void assertHolesAreTold(EventStream stream) {
        long last = -1;
        for (String event : stream.events()) {
            String id = event.lines()
                    .filter(line -> line.startsWith("id: "))
                    .findFirst()
                    .orElseThrow();
            long position = Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
            boolean isGap = event.contains("event: tidings:gap");
            if (last >= 0 && !isGap) {
                assertThat(position).isEqualTo(last + 1);
            }
            last = position;
        }
    }
}
