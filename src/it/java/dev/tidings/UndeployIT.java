package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.example.Clock;
import dev.tidings.example.Stats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left of streams, threads and memory when the application goes, and the server stays? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class UndeployIT {

    private static final int STREAMS = 1000;
    private static final int STALLED = 8;
    private static final String LARGE = " " + "x".repeat(256 * 1024);

    private static final Set<String> HOLDERS = Set.of(
            "dev.tidings.Hub",
            "dev.tidings.broadcast.Broadcaster",
            "dev.tidings.broadcast.Sweeper",
            "dev.tidings.broadcast.Subscriber",
            "dev.tidings.broadcast.Window",
            "dev.tidings.event.Entry",
            "dev.tidings.event.Frame",
            "dev.tidings.example.Clock",
            "dev.tidings.example.Stats",
            "dev.tidings.log.MemoryEventLog",
            "dev.tidings.presence.Attendance",
            "dev.tidings.presence.People",
            "dev.tidings.presence.Roster",
            "dev.tidings.subscribe.EventSink",
            "dev.tidings.subscribe.FiniteStream",
            "dev.tidings.subscribe.ForeignSink",
            "dev.tidings.subscribe.StreamSink",
            "dev.tidings.subscribe.SubscribeResource",
            "dev.tidings.subscribe.TopicBroadcaster",
            "dev.tidings.subscribe.Workers");

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment("port")
    private URI port;

    private LivingServer server;
    private HubUnderTest hub;

    @Deployment(name = "port", testable = false, order = 1)
    static WebArchive port() {
        return LivingServer.port();
    }

    @Deployment(name = "orders", testable = false, managed = false, order = 2)
    static WebArchive orders() {
        return HubUnderTest.war(
                        "orders.war",
                        "tidings.stream.heartbeat=1s",
                        "tidings.clock=true",
                        "tidings.stats=true",
                        "tidings.subscriptions=true",
                        "tidings.presence.grace=1m")
                .addClasses(Clock.class, Stats.class)
                .addPackage("dev.tidings.rooms");
    }

    @Deployment(name = "watched", testable = false, managed = false, order = 3)
    static WebArchive watched() {
        return HubUnderTest.warWithTokens("watched.war", MercureHub.settings("tidings.subscriptions=true"));
    }

    @BeforeEach
    void deploy() throws IOException {
        server = new LivingServer(deployer, port);
        hub = server.deploy(orders());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_thousand_streams_end_cleanly_and_nothing_stays_and_who_comes_back_is_told_the_truth() {
        String id;
        List<EventStream> stalled = Stream.generate(() -> EventStream.openAndNeverRead(hub.events("a")))
                .limit(STALLED)
                .toList();
        List<EventStream> ofTheApplication = Stream.of(
                        "rooms/a/ours", "rooms/a/containers", "lists/a/rows?to=1000000000&every=PT0.1S")
                .map(path -> EventStream.open(hub.at(path)))
                .toList();
        try (var streams = ManyStreams.open(STREAMS, hub.events("b"))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> streams.open() == STREAMS);
            for (int i = 0; i < 50; i++) {
                Http.publish(hub.events(), "a", i + LARGE);
            }
            hub.publish("b", 1);
            await().until(() -> streams.stream().allMatch(stream -> stream.lastNumber() == 1));
            id = streams.stream().findFirst().orElseThrow().lastEventId();
            server.undeploy(orders());
            await().until(() -> streams.stream().allMatch(NumberedStream::hasEnded));
            assertThat(streams.stream()).allMatch(NumberedStream::hasEndedCleanly);
            await().until(() -> ofTheApplication.stream().allMatch(EventStream::hasEndedCleanly));
        }
        stalled.forEach(EventStream::close);
        assertNothingWorksOn();
        server.deploy(orders());
        try (var again = EventStream.open(URI.create(hub.events("b") + "&last_event_id=" + Http.encode(id)))) {
            await().until(() -> again.body().contains("event: tidings:gap"));
            assertThat(again.data().get(0)).contains("\"reason\":\"epoch\"");
        }
        server.undeploy(orders());
    }

    /** Whoever watches others sees the hub go, and not that all of them have left. */
    @Test
    void nobody_is_told_that_others_have_left_when_it_is_the_hub_that_goes() {
        server.undeploy(orders());
        hub = server.deploy(watched());
        var mercure = new MercureHub(hub.at(".well-known/mercure"));
        String watched = "match_urlpattern=/.well-known/mercure/subscriptions/exact/b/:subscriber";
        AccessToken all = MercureHub.subscriber("*");
        URI list = hub.at(".well-known/mercure/subscriptions/exact/b");
        List<String> answers = new CopyOnWriteArrayList<>();
        var gone = new AtomicBoolean();
        Thread asking = new Thread(() -> {
            while (!gone.get()) {
                answers.add(listOf(list, all));
            }
        });
        String id;
        try (EventStream watcher = mercure.listen(watched, all);
                var streams = ManyStreams.open(200, hub.events("b"))) {
            await().until(() -> watcher.data().size() == 200);
            asking.start();
            await().until(() -> answers.size() > 2);
            server.undeploy(watched());
            await().until(watcher::hasEndedCleanly);
            await().until(() -> streams.stream().allMatch(NumberedStream::hasEndedCleanly));
            assertThat(watcher.data()).hasSize(200).allMatch(data -> data.contains("\"active\":true"));
            id = watcher.lastEventId();
        } finally {
            gone.set(true);
        }
        join(asking);
        assertThat(answers.get(0)).startsWith("200 ");
        assertThat(answers).allMatch(answer -> answer.matches("(?s)(200|404|500|503|no answer)( .*)?"));
        hub = server.deploy(watched());
        try (EventStream watcher = mercure.listen(watched + "&last_event_id=" + Http.encode(id), all)) {
            await().until(() -> watcher.body().contains("event: tidings:gap"));
            assertThat(listOf(list, all)).contains("\"subscriptions\":[]");
        }
        server.undeploy(watched());
    }

    private static String listOf(URI list, AccessToken token) {
        try {
            Connection.Answer answer = Connection.ask(list, "GET", "", token.header());
            return answer.status() + " " + answer.body();
        } catch (UncheckedIOException serverIsBusy) {
            return "no answer";
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }

    @Test
    void twenty_redeployments_with_open_streams_pile_up_nothing() {
        for (int round = 0; round < 20; round++) {
            try (var streams = ManyStreams.open(50, hub.events("b"))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> streams.open() == 50);
                hub.publish("b", round);
                int number = round;
                await().until(() -> streams.stream().allMatch(stream -> stream.lastNumber() == number));
                server.undeploy(orders());
                await().until(() -> streams.stream().allMatch(NumberedStream::hasEnded));
                assertThat(streams.stream()).allMatch(NumberedStream::hasEndedCleanly);
                await().until(() -> hub.threads().isEmpty());
            }
            if (round < 19) {
                server.deploy(orders());
            }
        }
        // A thread of the server that ran a timer may remember the application of that, until it runs another.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(remaining()).allMatch(UndeployIT::isOfOneHub));
    }

    private static boolean isOfOneHub(String each) {
        // Its log has what was published, what the timers told, and that fifty streams began.
        boolean isInLog = each.matches("dev\\.tidings\\.event\\.(Entry|Frame) \\d+");
        return Integer.parseInt(each.replaceAll(".* ", "")) <= (isInLog ? 100 : 1);
    }

    private void assertNothingWorksOn() {
        await().until(() -> hub.threads().isEmpty());
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(remaining()).isEmpty());
    }

    // Classes may stay, and with them their constants: two of the servers keep the class loader of any application
    // (decision 0003). What must not stay is whatever holds data, a stream or a thread.
    private List<String> remaining() {
        return hub.remaining("dev.tidings.").stream()
                .filter(each -> HOLDERS.contains(each.split("[ $]", 2)[0]))
                .filter(each -> !each.contains("$$Lambda") && !each.matches(".*\\$(Callbacks|Proxy).*"))
                .toList();
    }
}
