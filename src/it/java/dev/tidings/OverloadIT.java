package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of the hub, and of those within, when three times as many want to listen as may? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OverloadIT {

    private static final int PLACES = 20;

    @ArquillianResource
    private URI root;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(8);
    private final List<ReturningClient> clients = new ArrayList<>();
    private HubUnderTest hub;

    @Deployment(testable = false)
    static WebArchive orders() {
        return HubUnderTest.war(
                "orders.war",
                "tidings.streams=" + PLACES,
                // Never reached, but counted.
                "tidings.streams.per-address=" + 10 * PLACES,
                "tidings.stream.heartbeat=1s",
                "tidings.stream.retry=200ms");
    }

    @BeforeEach
    void nobody_is_there() {
        hub = new HubUnderTest(Server.local(root, ""), Server.process());
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.streams() == 0);
    }

    @AfterEach
    void close() {
        clients.forEach(ReturningClient::close);
        clock.shutdownNow();
    }

    @Test
    void those_within_are_served_the_others_wait_outside_and_come_in_and_nothing_is_left_in_the_end() {
        long shedBefore = hub.count("shed");
        for (int i = 0; i < 3 * PLACES; i++) {
            clients.add(new ReturningClient(hub.events("overload"), clock));
        }
        int published = 0;
        for (int round = 0; round < 3; round++) {
            List<ReturningClient> within = awaitFull();
            int from = published;
            for (; published < from + 50; published++) {
                hub.publish("overload", published);
            }
            List<String> all =
                    IntStream.range(from, published).mapToObj(Integer::toString).toList();
            within.forEach(
                    client -> await().until(() -> lastOf(client, all.size()).equals(all)));
            assertThat(hub.streams()).isEqualTo(PLACES);
            assertThat(within).allMatch(ReturningClient::isIn);
            // In the end each of them was within once, and had a single stream for all that time.
            assertThat(within).allMatch(client -> client.visits() == client.timesShed() + 1);
            within.forEach(ReturningClient::close);
            clients.removeAll(within);
        }
        assertThat(hub.count("shed") - shedBefore).isGreaterThanOrEqualTo(3 * PLACES);
        assertThat(clients).isEmpty();
        assertNothingIsLeft();
    }

    /** Who is within once as many are as may be, and each of the others has been sent away. */
    private List<ReturningClient> awaitFull() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> within().size() == PLACES
                        && clients.stream().allMatch(client -> client.isIn() || client.timesShed() > 0));
        return within();
    }

    private List<ReturningClient> within() {
        return clients.stream().filter(ReturningClient::isIn).toList();
    }

    private static List<String> lastOf(ReturningClient client, int count) {
        List<String> data = client.data();
        return data.subList(Math.max(0, data.size() - count), data.size());
    }

    private void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.streams() == 0);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertThat(hub.remaining("dev.tidings.broadcast.Subscriber"))
                            .isEmpty();
                    // Not its lambdas, which are there once for all.
                    assertThat(hub.remaining("dev.tidings.limit.Place"))
                            .noneMatch(each -> each.startsWith("dev.tidings.limit.Place "));
                });
        try (var later = EventStream.open(hub.events("overload")).awaitOpen()) {
            hub.publish("overload", -1);
            later.awaitData("-1");
        }
    }
}
