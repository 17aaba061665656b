package dev.tidings;

import static org.awaitility.Awaitility.await;
import static org.openqa.selenium.By.cssSelector;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The hub's own page in a browser, by way of a relay. */
final class Page implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final String LISTEN_FOR_VIOLATIONS = """
            window.violations = [];
            document.addEventListener("securitypolicyviolation",
                (event) => violations.push(event.violatedDirective + " " + event.blockedURI));
            """;

    /** The texts that stand out too little from what is behind them (WCAG 2, 1.4.3), and by how much they do. */
    private static final String PALE = """
            const light = (colour) => {
              const [r, g, b] = colour.match(/[\\d.]+/g).map((c) => c / 255)
                  .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
            };
            const behind = (element) => {
              const colour = element ? getComputedStyle(element).backgroundColor : "rgb(255, 255, 255)";
              return colour.endsWith(", 0)") ? behind(element.parentElement) : colour;
            };
            return [...document.querySelectorAll("body, body *")]
                .filter((e) => e.checkVisibility() && !e.disabled)
                .filter((e) => e.value || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
                .map((e) => [e, [light(getComputedStyle(e).color), light(behind(e))].sort((a, b) => b - a)])
                .map(([e, [high, low]]) => [e.outerHTML, high / low])
                .filter(([, ratio]) => ratio < 4.5).map(String);
            """;

    final URI events;
    final Relay relay;
    final ChromeDriver browser;

    private Page(ChromeDriver browser, URI events) {
        this.browser = browser;
        this.events = events;
        relay = Relay.to(events);
    }

    /** A browser that notes when a page breaks its policy: before any script of the page, and outside that policy. */
    static ChromeDriver openBrowser() {
        ChromeDriver browser = Browser.open();
        browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LISTEN_FOR_VIOLATIONS));
        return browser;
    }

    /** Returns when it listens. */
    static Page open(ChromeDriver browser, URI hub) {
        var page = new Page(browser, Server.local(hub, "events"));
        browser.get(page.relay.via(page.events.resolve(".")).toString());
        page.awaitText("#state", "listening");
        return page;
    }

    WebElement find(String selector) {
        return browser.findElement(cssSelector(selector));
    }

    List<String> texts(String selector) {
        // At once: between two calls the page may have replaced what the first has found.
        List<?> texts = (List<?>) browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)", selector);
        return texts.stream().map(String.class::cast).toList();
    }

    /** The data in the list, the newest first. */
    List<String> listed() {
        return texts("#events pre");
    }

    void awaitListed(String... data) {
        await().until(this::listed, List.of(data)::equals);
    }

    void awaitText(String selector, String text) {
        await().until(() -> find(selector).getText(), text::equals);
    }

    void awaitTextWith(String selector, String part) {
        await().until(() -> find(selector).getText(), text -> text.contains(part));
    }

    void type(String selector, String text) {
        find(selector).clear();
        find(selector).sendKeys(text);
    }

    void click(String selector) {
        find(selector).click();
    }

    void ask(String topic) {
        type("#listen [name=topic]", topic);
        click("#listen button");
    }

    void listen(String topic) {
        ask(topic);
        awaitText("#state", "listening");
    }

    void publish(String topic, String type, String data) {
        type("#publish [name=topic]", topic);
        type("#publish [name=type]", type);
        type("#publish [name=data]", data);
        click("#publish button");
    }

    List<?> violations() {
        return (List<?>) browser.executeScript("return violations");
    }

    List<?> paleTexts() {
        return (List<?>) browser.executeScript(PALE);
    }

    void resize(int width, int height, String scheme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The whole page, for people to look at. */
    void photograph(String name) throws IOException {
        Map<String, Object> png =
                browser.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) png.get("data")));
    }

    @Override
    public void close() {
        relay.close();
    }
}
