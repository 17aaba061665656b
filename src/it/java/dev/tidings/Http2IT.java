package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;

/** How many streams has a browser over one connection, when that is HTTP/2? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class Http2IT {

    private static final int STREAMS = 20;

    private static final String OPEN = """
            const [url, count] = arguments;
            window.heard = [];
            window.sources = Array.from({ length: count }, (unused, i) => {
              const source = new EventSource(url + "&topic=number/" + i);
              source.onmessage = (event) => heard.push(i + " " + event.data);
              return source;
            });
            """;

    /** What the browser says of an answer: the stream's address, the connection that it came over, the protocol. */
    private static final Pattern ANSWER = Pattern.compile(
            "\"connectionId\":(\\d+).*?\"protocol\":\"([^\"]+)\".*\"url\":\"[^\"]*/events\\?[^\"]*number/(\\d+)\"");

    private static ChromeDriver browser;

    @ArquillianResource
    private URI hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war();
    }

    @BeforeAll
    static void openBrowser() {
        // No server has a certificate that anybody trusts.
        var options = new ChromeOptions().addArguments("--ignore-certificate-errors");
        options.setCapability("goog:loggingPrefs", Map.of("performance", "ALL"));
        browser = Browser.open(options);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void twenty_streams_share_one_connection_and_all_hear() {
        URI plain = Server.local(hub, "events");
        URI secure = URI.create("https://localhost:" + System.getProperty("tidings.port.https") + plain.getPath());
        browser.get(secure.resolve("page.css").toString());
        browser.executeScript(OPEN, secure + "?topic=news", STREAMS);
        await().until(() -> (Boolean) browser.executeScript("return sources.every((each) => each.readyState === 1)"));
        Http.publish(plain, "news", "one");
        await().until(() -> heard().size() == STREAMS);
        Http.publish(plain, "news", "two");
        await().until(() -> heard().size() == 2 * STREAMS);
        assertThat(heard()).doesNotHaveDuplicates();

        List<Matcher> answers = new ArrayList<>();
        for (var entry : browser.manage().logs().get("performance")) {
            Matcher answer = ANSWER.matcher(entry.getMessage());
            if (entry.getMessage().contains("Network.responseReceived\"") && answer.find()) {
                answers.add(answer);
            }
        }
        assertThat(answers)
                .extracting(answer -> answer.group(3))
                .hasSize(STREAMS)
                .doesNotHaveDuplicates();
        assertThat(answers).extracting(answer -> answer.group(2)).containsOnly("h2");
        assertThat(answers.stream().map(answer -> answer.group(1)).distinct()).hasSize(1);
    }

    @SuppressWarnings("unchecked") // The shape of what the script above collects.
    private static List<String> heard() {
        return (List<String>) browser.executeScript("return heard");
    }
}
