package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What do those suffer who read, and what is left behind, when others do not read or are gone? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowAndGoneIT {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration STALL = Duration.ofSeconds(15);
    private static final String LARGE = " " + "x".repeat(64 * 1024);

    @ArquillianResource
    private URI root;

    private HubUnderTest hub;

    @Deployment(testable = false)
    static WebArchive orders() {
        return HubUnderTest.war(
                "orders.war",
                "tidings.stream.heartbeat=" + HEARTBEAT,
                "tidings.stream.stall=" + STALL,
                "tidings.stream.retry=100ms");
    }

    @BeforeEach
    void nobody_is_there() {
        hub = new HubUnderTest(Server.local(root, ""), Server.process());
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.streams() == 0);
    }

    @Test
    void clients_that_do_not_read_are_closed_and_those_who_read_lose_nothing() {
        long stalledBefore = hub.count("STALLED");
        List<EventStream> slow = Stream.generate(() -> EventStream.openAndNeverRead(hub.events("slow")))
                .limit(8)
                .toList();
        try (var healthy = ManyStreams.open(50, hub.events("slow"))) {
            await().until(() -> healthy.open() == 50);
            int published = publishUntilStalled(healthy);
            assertThat(hub.streams()).as("stalled, and not closed yet").isEqualTo(58);
            while (hub.count("STALLED") < stalledBefore + 8) {
                published = publishLarge("slow", published, healthy);
            }
            published = publishLarge("slow", published, healthy);
            assertGotAll(healthy, published);
            assertThat(hub.streams()).isEqualTo(50);
        }
        for (EventStream each : slow) {
            try (each) {
                await().atMost(Duration.ofSeconds(30)).until(each.readOn()::hasEnded);
            }
        }
    }

    /** Publishes until nobody takes anything any more but those who read. */
    private int publishUntilStalled(ManyStreams healthy) {
        long before = hub.count("delivered");
        int published = 0;
        int still = 0;
        long takenByOthers = 0;
        while (still < 4) {
            published = publishLarge("slow", published, healthy);
            long taken = hub.count("delivered") - before - (long) published * healthy.size();
            still = taken == takenByOthers ? still + 1 : 0;
            takenByOthers = taken;
        }
        return published;
    }

    /** Publishes a few more, each without delay; returns how many there are now, when all who read have them. */
    private int publishLarge(String topic, int from, ManyStreams healthy) {
        int to = from + 5;
        for (int i = from; i < to; i++) {
            long begun = System.nanoTime();
            Http.publish(hub.events(), topic, i + LARGE);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STALL.dividedBy(2));
        }
        await().pollInterval(Duration.ofMillis(5)).until(() -> all(healthy, to - 1));
        return to;
    }

    private static boolean all(ManyStreams streams, int last) {
        return streams.stream().allMatch(stream -> stream.lastNumber() == last);
    }

    private static void assertGotAll(ManyStreams streams, int published) {
        List<Integer> all = IntStream.range(0, published).boxed().toList();
        assertThat(streams.stream()).allSatisfy(stream -> {
            assertThat(stream.numbers()).isEqualTo(all);
            assertThat(stream.hasEnded()).isFalse();
        });
    }

    @Test
    void clients_that_vanish_are_noticed_by_the_heartbeats() {
        var left = ManyStreams.open(100, hub.events("quiet"));
        var broken = ManyStreams.open(100, hub.events("quiet"));
        try (var stays = ManyStreams.open(10, hub.events("quiet"))) {
            await().until(() -> hub.streams() == 210 && left.open() + broken.open() + stays.open() == 210);
            left.close();
            broken.reset();
            // Payara fails the third write after the client has left, the others the second. Without them nobody
            // would notice for minutes.
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.streams() == 10);
            hub.publish("quiet", 0);
            await().until(() -> all(stays, 0));
        }
    }

    @Test
    void a_client_that_breaks_off_under_load_harms_none_that_comes_after() throws InterruptedException {
        var stop = new AtomicBoolean();
        Thread load = new Thread(() -> {
            for (int i = 0; !stop.get(); i++) {
                hub.publish("load", i);
            }
        });
        load.start();
        List<ManyStreams> healthy = new ArrayList<>();
        try {
            for (int round = 0; round < 10; round++) {
                healthy.add(replaceBrokenOnes());
                if (round >= 2) {
                    assertHealthy(healthy.get(round - 2));
                }
            }
            assertHealthy(healthy.get(8));
            assertHealthy(healthy.get(9));
        } finally {
            stop.set(true);
            load.join();
            healthy.forEach(ManyStreams::close);
        }
    }

    private ManyStreams replaceBrokenOnes() {
        var broken = ManyStreams.open(200, hub.events("load"));
        await().until(() -> broken.stream().allMatch(stream -> stream.lastNumber() > 0));
        broken.reset();
        var healthy = ManyStreams.open(200, hub.events("load"));
        await().until(() -> healthy.stream().allMatch(stream -> stream.lastNumber() > 0 || stream.hasEnded()));
        return healthy;
    }

    /** They go on, without a hole; and then they leave. */
    private static void assertHealthy(ManyStreams streams) {
        assertThat(streams.stream()).allSatisfy(stream -> {
            assertThat(stream.hasEnded()).isFalse();
            List<Integer> numbers = stream.numbers();
            int first = numbers.get(0);
            assertThat(numbers)
                    .isEqualTo(IntStream.range(first, first + numbers.size())
                            .boxed()
                            .toList());
        });
        streams.close();
    }

    @Test
    void a_client_that_is_silently_cut_off_is_closed_and_harms_nobody() {
        assumeTrue(HalfOpen.isPossible(), "needs root and the program ip, to lose packets");
        long stalledBefore = hub.count("STALLED");
        URI numeric = URI.create(hub.events("cable").toString().replace("//localhost", "//127.0.0.1"));
        try (var healthy = ManyStreams.open(10, hub.events("cable"));
                var cut = EventStream.openAndNeverReadFrom(HalfOpen.ADDRESS, numeric)) {
            assertThat(cut.status()).isEqualTo(200);
            await().until(() -> healthy.open() == 10 && hub.streams() == 11);
            HalfOpen.whileCut(() -> {
                int published = 0;
                while (hub.streams() > 10) {
                    published = publishLarge("cable", published, healthy);
                }
                assertGotAll(healthy, published);
            });
            assertThat(hub.count("STALLED")).isEqualTo(stalledBefore + 1);
        }
    }
}
