package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
import org.openqa.selenium.chrome.ChromeDriver;

/** Does a page of another origin hear the stream in a real browser? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrossOriginIT {

    // Of another port than the hub, and reached by two names: two other origins. Up before the hub, which is told of
    // one.
    private static final HttpServer PAGE = page();

    private static ChromeDriver browser;

    @ArquillianResource
    private URI hub;

    private URI events;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war("tidings.war", "tidings.cors.origins=" + origin("localhost"));
    }

    private static HttpServer page() {
        try {
            HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            page.createContext("/", request -> {
                request.getResponseHeaders().set("Content-Type", "text/html");
                request.sendResponseHeaders(200, -1);
                request.close();
            });
            page.start();
            return page;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static URI origin(String host) {
        return URI.create("http://" + host + ":" + PAGE.getAddress().getPort());
    }

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
        PAGE.stop(0);
    }

    @BeforeEach
    void resolve() {
        events = Server.local(hub, "events");
    }

    @Test
    void a_page_whose_origin_is_named_hears_the_stream() {
        BrowserSource source = BrowserSource.open(browser, origin("localhost"), URI.create(events + "?topic=news"));
        await().until(() -> source.opened() == 1);
        Http.publish(events, "news", "heard");
        source.awaitData("heard");
        assertThat(browser.executeScript("return location.origin + ' ' + new URL(source.url).origin"))
                .isEqualTo(origin("localhost") + " "
                        + events.resolve("/").toString().replaceAll("/$", ""));
    }

    @Test
    void a_page_whose_origin_is_not_named_is_kept_from_it_by_the_browser() {
        BrowserSource source = BrowserSource.open(browser, origin("127.0.0.1"), URI.create(events + "?topic=news"));
        await().until(source::isClosed);
        assertThat(source.failed()).isEqualTo(1);
        assertThat(source.opened()).isZero();
    }
}
