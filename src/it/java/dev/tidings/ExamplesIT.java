package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** Do the examples on the hub's page run there, as people see it, and can they see how they are made? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExamplesIT {

    /** For what takes a computation, or until a server notices that a client has gone, on a busy machine. */
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private static final String TICK = "hello, now is 2";

    private static ChromeDriver browser;

    @ArquillianResource
    private URI hub;

    private Page page;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war("examples.war", "tidings.clock=true", "tidings.stats=true");
    }

    @BeforeAll
    static void openBrowser() {
        browser = Page.openBrowser();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void openPage() {
        page = Page.open(browser, hub);
    }

    @AfterEach
    void nothingBrokeThePolicy() {
        page.close();
        assertThat(page.violations()).isEmpty();
    }

    private int count(String name) {
        String text = page.find("#counts [data-count=" + name + "]").getText();
        return text.equals("–") ? 0 : Integer.parseInt(text.replace(",", ""));
    }

    @Test
    void whoever_joins_and_whoever_leaves_is_counted() {
        // The pages of other tests are gone.
        await().atMost(A_WHILE).until(() -> count("streams") == 1);
        int joined = count("opened");
        int left = count("ended");
        page.click("#clock button");
        await().atMost(A_WHILE).until(() -> count("opened") == joined + 1);
        page.click("#clock button");
        await().atMost(A_WHILE).until(() -> count("ended") == left + 1);
    }

    @Test
    void clock_and_counts_do_not_flood_the_list_of_whoever_listens_to_everything() {
        await().atMost(A_WHILE).until(() -> count("streams") > 0);
        page.awaitTextWith("#unlisted", TICK);
        Http.publish(page.events, "news", "after them");
        page.awaitListed("after them");
    }

    @Test
    void the_counts_are_listed_for_whoever_asks_for_them() {
        page.listen("stats");
        await().until(() -> page.texts("#events strong").contains("stats"));
    }

    @Test
    void the_clock_is_listed_for_whoever_asks_for_it() {
        page.listen("clock");
        await().until(() -> page.listed().stream().anyMatch(data -> data.startsWith(TICK)));
        assertThat(page.find("#unlisted").isDisplayed()).isFalse();
    }

    @Test
    void the_clock_runs_until_it_is_stopped() {
        page.click("#clock button");
        page.awaitTextWith("#clock pre", TICK);
        assertThat(page.find("#clock output").getText()).isEqualTo("listening");
        assertThat(page.find("#clock button").getAccessibleName()).isEqualTo("Stop Clock");
        page.click("#clock button");
        page.awaitText("#clock output", "stopped");
        assertThat(page.find("#clock button").getAccessibleName()).isEqualTo("Run Clock");
    }

    @Test
    void named_events_are_read_as_JSON() {
        page.click("#stats button");
        page.awaitTextWith("#stats pre", "streams 2");
    }

    @Test
    void what_is_published_to_all_is_heard() {
        page.listen("all");
        page.click("#all button");
        page.awaitListed("hello, everybody");
        page.awaitText(
                "#all output", "published as " + page.find("#events code").getText());
    }

    @Test
    void the_count_shows_how_far_it_is() {
        page.click("#count button");
        await().until(() -> page.texts("#count pre").get(0), text -> text.matches("[2-9]\\d? of 100"));
        page.click("#count button");
        page.awaitText("#count output", "stopped");
        double counted = Double.parseDouble(page.find("#count pre").getText().replace(" of 100", ""));
        assertThat(page.find("#count progress").getDomProperty("value")).isEqualTo(Double.toString(counted / 100));
    }

    @Test
    void the_primes_are_counted_to_their_end() {
        page.click("#primes button");
        await().atMost(A_WHILE)
                .until(() -> page.find("#primes output").getText(), "done; the stream has ended"::equals);
        assertThat(page.find("#primes pre").getText()).isEqualTo("1,270,607 primes");
        assertThat(page.find("#primes progress").getDomProperty("value")).isEqualTo("1");
    }

    @Test
    void lines_for_the_terminal_name_this_hub() {
        assertThat(page.find("#all .line").getText()).startsWith("curl " + page.relay.via(page.events) + " -d ");
    }

    @Test
    void every_example_shows_its_source() {
        List<String> links = browser.findElements(By.cssSelector("#examples article a")).stream()
                .map(link -> link.getDomProperty("href"))
                .toList();
        assertThat(links).hasSize(5).allSatisfy(link -> {
            HttpResponse<String> source = Http.get(URI.create(link));
            assertThat(source.statusCode()).isEqualTo(200);
            assertThat(source.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(source.headers().firstValue("Content-Type"))
                    .contains(link.endsWith(".js") ? "text/javascript;charset=UTF-8" : "text/plain;charset=UTF-8");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source/Nothing.java",
                "source/",
                "source/..%2Findex.html",
                "source/..%2f..%2fbeans.xml",
                "source/%2e%2e/index.html",
                "source/PageResource.java%00",
                "source/PageResource.java;x=.java/../Clock",
                "index.html"
            })
    void nothing_else_is_served(String path) {
        assertThat(Http.get(page.events.resolve(path)).statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest
    @CsvSource({"390, 844, light", "390, 844, dark", "1280, 900, light", "1280, 900, dark"})
    void the_page_fits_every_screen(int width, int height, String scheme) throws IOException {
        page.resize(width, height, scheme);
        await().atMost(A_WHILE).until(() -> count("streams") > 0);
        String topic = "screens/" + width + scheme;
        page.listen(topic);
        Http.publish(page.events, topic, "shipped");
        Http.publish(page.events, topic, "{\"order\":42,\"state\":\"paid\"}\nand a second line");
        Http.publish(page.events, topic, "a-long-word-".repeat(20));
        await().until(() -> page.listed().size() == 3);
        page.click("#clock button");
        page.click("#stats button");
        page.awaitTextWith("#clock pre", TICK);
        page.awaitTextWith("#stats pre", "streams");
        page.click("#count button");
        page.click("#primes button");
        page.click("#all button");
        page.awaitTextWith("#all output", "published");
        await().atMost(A_WHILE)
                .until(() -> page.find("#primes output").getText().startsWith("done"));
        page.publish("*", "", "hello");
        page.awaitTextWith("#answer", "not published");
        page.photograph(width + "x" + height + "-" + scheme);
        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        assertThat(page.paleTexts()).isEmpty();
    }
}
