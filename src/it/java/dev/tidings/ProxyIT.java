package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** What does a browser hear through nginx and HAProxy, also while the proxy or the hub is started anew? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProxyIT {

    private static final Duration A_WHILE = Duration.ofSeconds(30);
    private static final String PAGE = "https://app.example";

    private static ChromeDriver browser;

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    private URI hub;

    private URI events;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war();
    }

    @Deployment(name = RestartableHub.NAME, managed = false, testable = false)
    static WebArchive restarted() {
        return Artifacts.war(RestartableHub.NAME + ".war");
    }

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void resolve() {
        events = Server.local(hub, "events");
    }

    private static BrowserSource listen(ChromeDriver browser, Proxy proxy, URI events, String topic) {
        return BrowserSource.open(browser, proxy.via(URI.create(events + "?topic=" + topic)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void each_event_comes_before_the_next_is_published(String name) {
        try (Proxy proxy = Proxy.start(name, hub)) {
            BrowserSource source = listen(browser, proxy, events, "live");
            for (int count = 1; count <= 5; count++) {
                Http.publish(events, "live", "short");
                int all = count;
                await().until(() -> source.data().size() == all);
            }
            assertThat(source.opened()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void a_client_that_goes_is_gone_from_the_hub_before_the_next_heartbeat(String name) {
        try (Relay relay = Relay.to(hub);
                Proxy proxy = Proxy.start(name, relay.via(hub))) {
            EventStream stream = EventStream.open(URI.create(proxy.via(events) + "?topic=left"));
            stream.awaitOpen();
            int clients = relay.clients();
            stream.close();
            // Neither a heartbeat nor the end of an idle connection comes as soon.
            await().atMost(Duration.ofSeconds(10)).until(() -> relay.clients() < clients);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void a_proxy_that_reads_its_configuration_again_cuts_no_stream(String name) {
        assertThat(assertNothingIsLost(name, Proxy::reload).opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void a_proxy_that_is_started_anew_loses_nothing(String name) {
        assertNothingIsLost(name, Proxy::restart);
    }

    private BrowserSource assertNothingIsLost(String name, Consumer<Proxy> accident) {
        try (Proxy proxy = Proxy.start(name, hub)) {
            String topic = name + "-" + proxy.hashCode();
            BrowserSource source = listen(browser, proxy, events, topic);
            for (int i = 0; i < 30; i++) {
                Http.publish(events, topic, String.valueOf(i));
                if (i == 10) {
                    accident.accept(proxy);
                }
            }
            String[] all = IntStream.range(0, 30).mapToObj(String::valueOf).toArray(String[]::new);
            await().atMost(A_WHILE)
                    .untilAsserted(() -> assertThat(source.data()).containsExactly(all));
            return source;
        }
    }

    // Both proxies in one test: to boot a Payara takes its time.
    @Test
    void browsers_outlive_a_hub_that_is_away_for_a_while() throws IOException {
        ChromeDriver another = Browser.open();
        try (RestartableHub restartable = RestartableHub.start(deployer, hub);
                Proxy nginx = Proxy.start("nginx", restartable.events());
                Proxy haproxy = Proxy.start("haproxy", restartable.events())) {
            URI published = restartable.events();
            List<BrowserSource> sources =
                    List.of(listen(browser, nginx, published, "away"), listen(another, haproxy, published, "away"));
            String last = Http.publish(published, "away", "before");
            sources.forEach(source -> source.awaitData("before"));
            restartable.takeAway();
            // What they have got the second and the third time is no stream, but the proxy's answer.
            await().atMost(A_WHILE).until(() -> sources.stream().allMatch(source -> source.opened() >= 3));
            for (Proxy proxy : List.of(nginx, haproxy)) {
                assertTellsEverybodyToComeBack(proxy.via(published));
                assertTellsEverybodyToComeBack(proxy.via(published.resolve(".well-known/mercure")));
            }
            restartable.bringBack();
            Http.publish(published, "away", "meanwhile");
            await().atMost(A_WHILE)
                    .until(() ->
                            sources.stream().allMatch(source -> source.data().contains("meanwhile")));
            Http.publish(published, "away", "live");
            sources.forEach(source -> assertHasHeardAll(source, last));
        } finally {
            another.quit();
        }
    }

    private static void assertHasHeardAll(BrowserSource source, String last) {
        await().until(() -> source.data().contains("live"));
        assertThat(source.gaps()).hasSize(1);
        String gap = source.gaps().get(0);
        assertThat(gap).contains("\"reason\":\"epoch\"", "\"requested\":\"" + last + "\"");
        assertThat(source.data()).containsExactly("before", gap, "meanwhile", "live");
    }

    private static void assertTellsEverybodyToComeBack(URI door) {
        HttpResponse<String> stream = Http.send(HttpRequest.newBuilder(door).header("Origin", PAGE));
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(stream.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(stream.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(stream.headers().firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
        assertThat(stream.body()).isEqualTo("retry: 3000\n\n");
        HttpResponse<String> refused = Http.postForm(door, "topic", "away", "data", "lost");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("3");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"status\":503");
    }
}
