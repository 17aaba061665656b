package dev.tidings;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
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

/** Do clients that others wrote hear what is private by Mercure 0.x, each with its token in the way that it has? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class Mercure0xClientsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final OldToken TOKEN = Mercure0xHub.subscriber("https://shop.example/orders/42");
    private static final String QUERY = Mercure0xHub.query("?topic=https://shop.example/orders/{id}");

    @ArquillianResource
    private URI root;

    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return Mercure0xHub.war("mercure-0x-clients.war", true);
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
    void a_browser_by_the_cookie() {
        // A page of the same origin, whatever it says: a cookie can only be given to one that is open.
        URI page = hub.uri().resolve("/page.css");
        ChromeDriver browser = Browser.open(new ChromeOptions());
        try {
            browser.get(page.toString());
            browser.manage()
                    .addCookie(new Cookie.Builder("mercureAuthorization", TOKEN.token())
                            .path("/")
                            .isHttpOnly(true)
                            .build());
            listen(browser, page, QUERY);
        } finally {
            browser.quit();
        }
    }

    @Test
    void a_browser_by_the_parameter() {
        ChromeDriver browser = Browser.open(new ChromeOptions());
        try {
            listen(browser, hub.uri().resolve("/page.css"), QUERY + "&" + TOKEN.parameter());
        } finally {
            browser.quit();
        }
    }

    private void listen(ChromeDriver browser, URI page, String query) {
        URI address = URI.create(hub.uri() + query);
        BrowserSource source = BrowserSource.open(browser, page, address);
        await().atMost(A_WHILE).until(() -> source.opened() == 1);
        publishThree();
        source.awaitData("granted", "public");
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
}
