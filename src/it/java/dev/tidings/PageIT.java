package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openqa.selenium.By.cssSelector;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Does the hub's own page show what happens, and nothing else? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PageIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static ChromeDriver browser;

    @ArquillianResource
    private URI hub;

    private URI events;
    private Relay relay;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war();
    }

    @BeforeAll
    static void openBrowser() {
        browser = Browser.open();
        // Before any script of the page, and outside its policy.
        browser.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                        "source",
                        """
                        window.violations = [];
                        document.addEventListener("securitypolicyviolation",
                            (event) => violations.push(event.violatedDirective + " " + event.blockedURI));
                        """));
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void openPage() {
        events = Server.local(hub, "events");
        relay = Relay.to(events);
        browser.get(relay.via(events.resolve(".")).toString());
        awaitState("listening");
    }

    @AfterEach
    void nothingBrokeThePolicy() {
        relay.close();
        assertThat((List<?>) browser.executeScript("return violations")).isEmpty();
    }

    private static WebElement find(String selector) {
        return browser.findElement(cssSelector(selector));
    }

    private static void awaitState(String state) {
        await().until(() -> find("#state").getText(), state::equals);
    }

    private static List<String> shown() {
        return browser.findElements(cssSelector("#events pre")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private static void type(String selector, String text) {
        find(selector).clear();
        find(selector).sendKeys(text);
    }

    private static void listen(String topic) {
        type("#listen [name=topic]", topic);
        find("#listen button").click();
        awaitState("listening");
    }

    @Test
    void an_event_is_text_and_never_markup() {
        listen("markup");
        String markup = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";
        Http.publish(events, "markup", markup);
        await().until(PageIT::shown, List.of(markup)::equals);
        assertThat(browser.findElements(cssSelector("#events img, #events script")))
                .isEmpty();
        assertThat(browser.getTitle()).isEqualTo("Tidings");
    }

    @Test
    void what_the_form_publishes_is_heard_by_the_page() {
        listen("orders/{id}");
        type("#publish [name=topic]", "orders/7");
        type("#publish [name=data]", "Grüße & 1+1");
        find("#publish button").click();
        await().until(PageIT::shown, List.of("Grüße & 1+1")::equals);
        String id = find("#events code").getText();
        await().until(() -> find("#answer").getText(), ("published as " + id)::equals);
    }

    @Test
    void an_event_with_a_type_is_heard_by_the_page_that_published_it() {
        listen("typed");
        type("#publish [name=topic]", "typed");
        type("#publish [name=type]", "changed");
        type("#publish [name=data]", "named");
        find("#publish button").click();
        await().until(PageIT::shown, List.of("named")::equals);
        assertThat(find("#events strong").getText()).isEqualTo("changed");
    }

    @Test
    void a_refusal_is_shown_with_its_cause() {
        type("#publish [name=topic]", "*");
        find("#publish button").click();
        await().until(() -> find("#answer").getText(), answer -> answer.contains("topic"));
    }

    @Test
    void what_is_held_is_shown_on_demand() {
        Http.publish(events, "held", "before anybody listened");
        find("#listen [name=earliest]").click();
        listen("held");
        await().until(PageIT::shown, List.of("before anybody listened")::equals);
    }

    @Test
    void the_page_says_that_it_lost_the_hub_and_that_it_found_it_again() {
        listen("lost");
        relay.refuse();
        relay.reset();
        awaitState("connecting again");
        find("#publish button").click();
        await().until(() -> find("#answer").getText(), "the hub does not answer"::equals);
        Http.publish(events, "lost", "meanwhile");
        relay.goOn();
        awaitState("listening");
        await().until(PageIT::shown, List.of("meanwhile")::equals);
    }

    @ParameterizedTest
    @CsvSource({"390, 844, light", "390, 844, dark", "1280, 900, light", "1280, 900, dark"})
    void the_page_fits_every_screen(int width, int height, String scheme) throws IOException {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        String topic = "screens/" + width + scheme;
        listen(topic);
        Http.publish(events, topic, "shipped");
        Http.publish(events, topic, "{\"order\":42,\"state\":\"paid\"}\nand a second line");
        Http.publish(events, topic, "a-long-word-".repeat(20));
        await().until(() -> shown().size() == 3);
        Files.createDirectories(SCREENSHOTS);
        Files.write(
                SCREENSHOTS.resolve(width + "x" + height + "-" + scheme + ".png"),
                browser.getScreenshotAs(OutputType.BYTES));
        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                .isEqualTo(width);
    }
}
