package dev.tidings;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

/** The browser's own {@code EventSource}, in a document of the hub's origin or another, and what its page would hear. */
final class BrowserSource {

    private static final String OPEN = """
            const [url, types] = arguments;
            const heard = window.heard = { events: [], opened: [], failed: [] };
            window.source = new EventSource(url);
            source.onopen = () => heard.opened.push(performance.now());
            source.onerror = () => heard.failed.push(performance.now());
            for (const type of types) {
              source.addEventListener(type, (event) => heard.events.push([event.type, event.data, event.lastEventId]));
            }
            """;

    private final JavascriptExecutor page;

    private BrowserSource(JavascriptExecutor page) {
        this.page = page;
    }

    /** Listens for messages, gaps, and events of these types; returns when the browser has the stream. */
    static <B extends WebDriver & JavascriptExecutor> BrowserSource open(B browser, URI events, String... types) {
        // Of the hub's origin, and with nothing in it that listens too.
        BrowserSource source = open(browser, events.resolve("page.css"), events, types);
        await().until(() -> source.opened() == 1);
        return source;
    }

    /** As the other, but in this document, and without waiting for the stream. */
    static <B extends WebDriver & JavascriptExecutor> BrowserSource open(
            B browser, URI document, URI events, String... types) {
        browser.get(document.toString());
        List<String> all = new ArrayList<>(List.of("message", "tidings:gap"));
        all.addAll(List.of(types));
        browser.executeScript(OPEN, events.toString(), all);
        return new BrowserSource(browser);
    }

    /** Type, data and id of each event. */
    @SuppressWarnings("unchecked") // The shape of what the script above collects.
    List<List<String>> events() {
        return (List<List<String>>) page.executeScript("return heard.events");
    }

    List<String> data() {
        return events().stream().map(event -> event.get(1)).toList();
    }

    List<String> gaps() {
        return events().stream()
                .filter(event -> event.get(0).equals("tidings:gap"))
                .map(event -> event.get(1))
                .toList();
    }

    /** Waits until these, and no others, have been heard. */
    void awaitData(String... data) {
        await().until(this::data, List.of(data)::equals);
    }

    /** How often a connection was made. */
    long opened() {
        return (Long) page.executeScript("return heard.opened.length");
    }

    /** How often one was lost, or failed. */
    long failed() {
        return (Long) page.executeScript("return heard.failed.length");
    }

    boolean isOpen() {
        return (Boolean) page.executeScript("return source.readyState === EventSource.OPEN");
    }

    /** Whether it has given up for good. */
    boolean isClosed() {
        return (Boolean) page.executeScript("return source.readyState === EventSource.CLOSED");
    }

    /** From the first loss of a connection to the next that was made. */
    double millisUntilBack() {
        return ((Number) page.executeScript("return heard.opened[1] - heard.failed[0]")).doubleValue();
    }
}
