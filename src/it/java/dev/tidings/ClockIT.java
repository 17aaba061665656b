package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;

/** Who hears the clock of the WAR, and what do its stats tell of those who come and go? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClockIT {

    private static final String GREETING = "hello, now is ";
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    @ArquillianResource
    @OperateOnDeployment("first")
    private URI injected;

    @ArquillianResource
    private Deployer deployer;

    private URI first;

    @Deployment(name = "first", testable = false, order = 1)
    static WebArchive first() {
        WebArchive war = war("first.war").addClass(ClockLog.class);
        Server.expectNeighbour(second());
        return war;
    }

    @Deployment(name = "second", managed = false, testable = false, order = 2)
    static WebArchive second() {
        return war("second.war");
    }

    private static WebArchive war(String name) {
        return Artifacts.war(name, "tidings.clock=true", "tidings.stats=true", "tidings.stream.heartbeat=500ms");
    }

    @BeforeEach
    void resolve() {
        first = Server.local(injected, "/first/");
    }

    private EventStream listen(String query) {
        return listen(first, query);
    }

    private static EventStream listen(URI hub, String query) {
        return EventStream.open(hub.resolve("events?" + query)).awaitOpen();
    }

    @Test
    void everyone_hears_the_same_every_two_seconds() {
        try (var one = listen("topic=clock");
                var two = listen("topic=clock");
                var three = listen("topic=clock")) {
            List<EventStream> all = List.of(one, two, three);
            await().atMost(A_WHILE).until(() -> all.stream().allMatch(client -> heard(client) >= 5));
            List<String> ticks = ticks(three).subList(0, 4);
            assertThat(all).allSatisfy(client -> assertThat(ticks(client)).containsSequence(ticks));
            assertThat(ticks).allMatch(tick -> tick.matches("id: #\\S+\ndata: " + GREETING + "\\S+Z"));
            // Never early; a busy server may be late.
            assertThat(Duration.between(time(three, 0), time(three, 3))).isGreaterThan(Duration.ofSeconds(5));
        }
    }

    /** Without the heartbeats before them. */
    private static List<String> ticks(EventStream client) {
        return client.events().stream()
                .map(event -> event.substring(event.indexOf("id: ")))
                .toList();
    }

    private static int heard(EventStream client) {
        return client.data().size();
    }

    private static Instant time(EventStream client, int tick) {
        return Instant.parse(client.data().get(tick).substring(GREETING.length()));
    }

    @Test
    void the_log_says_how_many_listen_also_when_they_have_gone() {
        try (var one = listen("topic=clock");
                var two = listen("topic=clock&topic=stats");
                var three = listen("topic=stats")) {
            awaitLog("the time was told; listeners: 2");
            two.reset();
            awaitLog("the time was told; listeners: 1");
            assertThat(one.hasEnded() || three.hasEnded()).isFalse();
        }
        awaitLog("the time was told; listeners: 0");
    }

    private void awaitLog(String line) {
        URI log = first.resolve("clock-log");
        await().atMost(A_WHILE).until(() -> Http.get(log).body(), line::equals);
    }

    @Test
    void who_comes_and_goes_is_seen_in_the_stats_by_everyone_else() {
        try (var witness = listen("topic=stats")) {
            await().atMost(A_WHILE).until(() -> count(witness, "streams") == 1);
            assertThat(witness.events()).allMatch(event -> event.contains("\nevent: stats\n"));
            long opened = count(witness, "opened");
            long ended = count(witness, "ended");
            try (var guest = listen("topic=orders/1")) {
                await().until(() -> count(witness, "streams") == 2);
                assertThat(count(witness, "opened")).isEqualTo(opened + 1);
                assertThat(count(witness, "ended")).isEqualTo(ended);
                assertThat(guest.hasEnded()).isFalse();
            }
            await().atMost(A_WHILE).until(() -> count(witness, "ended") == ended + 1);
            assertThat(count(witness, "streams")).isEqualTo(1);
            assertThat(count(witness, "opened")).isEqualTo(opened + 1);
        }
    }

    /** From the newest stats; -1 before the first. */
    private static long count(EventStream witness, String what) {
        List<String> stats = witness.data();
        String newest = stats.isEmpty() ? "" : stats.get(stats.size() - 1);
        Matcher count = Pattern.compile('"' + what + "\":(\\d+)[,}]").matcher(newest);
        return count.find() ? Long.parseLong(count.group(1)) : -1;
    }

    @Test
    void a_browser_hears_the_clock_as_messages_and_the_stats_by_their_name() {
        ChromeDriver browser = Browser.open();
        try {
            BrowserSource source =
                    BrowserSource.open(browser, first.resolve("events?topic=clock&topic=stats"), "stats");
            await().atMost(A_WHILE).until(() -> source.events().size() >= 6);
            assertThat(source.events())
                    .allSatisfy(event ->
                            assertThat(event.get(1)).startsWith(event.get(0).equals("message") ? GREETING : "{"));
            assertThat(source.events()).extracting(event -> event.get(0)).contains("message", "stats");
        } finally {
            browser.quit();
        }
    }

    @Test
    void the_same_war_ticks_twice_in_one_server() {
        URI second = first.resolve("/second/");
        Server.deployNeighbour(deployer, "second");
        try (var one = listen("topic=clock")) {
            try (var two = listen(second, "topic=clock")) {
                await().atMost(A_WHILE).until(() -> heard(one) >= 2 && heard(two) >= 2);
            }
            Server.undeployNeighbour(deployer, "second", second());
            int before = heard(one);
            await().atMost(A_WHILE).until(() -> heard(one) > before);
        }
    }
}
