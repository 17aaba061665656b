package dev.tidings;

import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;

/** Do clients that others wrote hear what is private, each with its token in the way that it has? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MercureClientsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final AccessToken TOKEN = MercureHub.subscriber("https://shop.example/orders/42");
    private static final String QUERY = "?match_urlpattern=https://shop.example/orders/:id";

    @ArquillianResource
    private URI root;

    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return MercureHub.war("mercure-clients.war");
    }

    @BeforeEach
    void resolve() {
        hub = MercureHub.at(root);
    }

    private void publishThree() {
        hub.publish("topic=https://shop.example/orders/42&data=granted&private=on");
        hub.publish("topic=https://shop.example/orders/43&data=not%20granted&private=on");
        hub.publish("topic=https://shop.example/orders/43&data=public");
    }

    @Test
    void a_browser_by_a_cookie() {
        // No server has a certificate that anybody trusts.
        ChromeDriver browser = Browser.open(new ChromeOptions().addArguments("--ignore-certificate-errors"));
        try {
            URI secure = URI.create("https://localhost:" + System.getProperty("tidings.port.https")
                    + hub.uri().getPath());
            // A page of the same origin, whatever it says: a cookie can only be given to one that is open.
            URI page = secure.resolve("/page.css");
            browser.get(page.toString());
            browser.manage()
                    .addCookie(new Cookie.Builder(TOKEN.cookieName(), TOKEN.token())
                            .path("/")
                            .isSecure(true)
                            .isHttpOnly(true)
                            .build());
            BrowserSource source = BrowserSource.open(browser, page, URI.create(secure + QUERY));
            await().atMost(A_WHILE).until(() -> source.opened() == 1);
            publishThree();
            source.awaitData("granted", "public");
        } finally {
            browser.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventsource", "fetchEventSource"})
    void a_library_of_npm_by_the_header(String client) throws Exception {
        try (Program node = Npm.start("node", "listen-with-token.js", client, hub.uri() + QUERY, TOKEN.token())) {
            await().atMost(A_WHILE).until(() -> node.lines().contains("open"));
            publishThree();
            await().atMost(A_WHILE).until(node::lines, List.of("open", "granted", "public")::equals);
        }
    }

    @Test
    void jersey_by_the_header() {
        Client client = JerseyClientBuilder.createClient();
        ClientRequestFilter withToken =
                request -> request.getHeaders().putSingle("Authorization", "Bearer " + TOKEN.token());
        client.register(withToken);
        List<String> heard = new CopyOnWriteArrayList<>();
        SseEventSource source = SseEventSource.target(client.target(URI.create(hub.uri() + QUERY)))
                .build();
        source.register(event -> note(event, heard));
        source.open();
        try {
            await().atMost(A_WHILE).until(() -> heard.contains("open"));
            publishThree();
            await().atMost(A_WHILE).until(() -> heard, List.of("open", "granted", "public")::equals);
        } finally {
            boolean unused = source.close(1, TimeUnit.MILLISECONDS);
            client.close();
        }
    }

    // A quirk of this client: it reports a block that has no data, where a browser dispatches nothing.
    private static void note(InboundSseEvent event, List<String> heard) {
        heard.add(event.isEmpty() ? "open" : event.readData());
    }
}
