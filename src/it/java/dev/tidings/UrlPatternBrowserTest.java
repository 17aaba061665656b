package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.url.Url;
import dev.tidings.url.UrlPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Does a pattern that the hub accepts match what Chromium's {@code URLPattern} matches? Asked with random patterns and topics.
 * Needs a browser and no server, so it runs once, with the plain tests.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UrlPatternBrowserTest {

    private static final String HUB = "https://hub.example/.well-known/mercure";
    private static final Url BASE = Url.parse(HUB).orElseThrow();
    private static final int PATTERNS = 1_000;
    private static final int TOPICS = 40;

    private static final List<String> ORIGINS = List.of(
            "",
            "",
            "",
            "https://hub.example",
            "https://*.example",
            "http://:host.example",
            "https://A.Example:8443",
            "http{s}?://shop.example",
            "https://shop.example:443",
            "//shop.example",
            "*://shop.example",
            "https://127.0.0.1",
            "https://user@hub.example",
            "https://[::1]");

    private static final List<String> PATHS = List.of(
            "/",
            "/a",
            "/b",
            "/a.b",
            "/:x",
            "/:x?",
            "/:x+",
            "/:x*",
            "/*",
            "/(\\d+)",
            "/([ab]+)",
            "/:x(a|b)",
            "{/b}?",
            "{/a}*",
            "{/:y-}?",
            "/é",
            "/%61",
            "/%2F",
            "/..",
            "/.",
            "/a:x",
            "a",
            "\\:",
            "/(.*)",
            "/a{b}",
            "{/a/:z}?",
            "/~");

    private static final List<String> ENDS =
            List.of("", "", "", "?q", "?q=:q", "?*", "#h", "#:h", "?a#b", "?", "#", "\\?x", "##h");

    private static final List<String> HOSTS = List.of(
            "",
            "",
            "",
            "https://hub.example",
            "https://shop.example",
            "http://shop.example",
            "https://a.example:8443",
            "HTTPS://Shop.Example:443",
            "//shop.example",
            "https://127.1",
            "https://user@hub.example",
            "https://[0::1]",
            "ftp://shop.example");

    private static final List<String> SEGMENTS = List.of(
            "/", "/a", "/b", "/a.b", "/12", "/ab", "/é", "/%C3%A9", "/%61", "/%2F", "/..", "/.", "/%2e", "/b-", "a",
            ":", "/A", "/~", "\\a", "/x y");

    private static final List<String> RESTS = List.of("", "", "", "?q", "?q=1", "?", "#h", "?a#b", "#", "##h", "?x?y");

    private static final String ASK = """
            const [patterns, topics, hub] = arguments;
            return patterns.map((text) => {
              try {
                const pattern = new URLPattern(text, hub);
                return topics.map((topic) => pattern.test(topic, hub));
              } catch (refused) {
                return null;
              }
            });
            """;

    private static ChromeDriver browser;

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @SuppressWarnings("unchecked") // The shape of what the script above returns.
    void what_is_accepted_is_never_matched_otherwise(long seed) {
        var random = new Random(seed);
        List<String> patterns = Stream.generate(() -> text(random, ORIGINS, PATHS, ENDS))
                .limit(PATTERNS)
                .toList();
        List<String> topics = Stream.generate(() -> text(random, HOSTS, SEGMENTS, RESTS))
                .limit(TOPICS)
                .toList();
        List<List<Boolean>> answers = (List<List<Boolean>>) browser.executeScript(ASK, patterns, topics, HUB);
        List<String> different = new ArrayList<>();
        int accepted = 0;
        int matched = 0;
        for (int i = 0; i < PATTERNS; i++) {
            Optional<UrlPattern> pattern = accepted(patterns.get(i));
            if (pattern.isPresent()) {
                List<Boolean> ours = topics.stream().map(pattern.get()::matches).toList();
                accepted++;
                matched += ours.contains(true) ? 1 : 0;
                if (!ours.equals(answers.get(i))) {
                    different.add(patterns.get(i) + " " + difference(topics, ours, answers.get(i)));
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(accepted).isGreaterThan(PATTERNS / 2);
        assertThat(matched).isGreaterThan(PATTERNS / 20);
    }

    private static Optional<UrlPattern> accepted(String text) {
        try {
            return Optional.of(UrlPattern.parse(text, BASE));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static String difference(List<String> topics, List<Boolean> ours, List<Boolean> theirs) {
        if (theirs == null) {
            return "is refused by the browser";
        }
        return "differs on "
                + IntStream.range(0, topics.size())
                        .filter(i -> !ours.get(i).equals(theirs.get(i)))
                        .mapToObj(topics::get)
                        .toList();
    }

    private static String text(Random random, List<String> beginnings, List<String> middles, List<String> ends) {
        var text = new StringBuilder(any(random, beginnings));
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(any(random, middles));
        }
        return text.append(any(random, ends)).toString();
    }

    private static String any(Random random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
