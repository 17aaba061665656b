package dev.tidings.mercure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.authorize.Identity;
import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import dev.tidings.http.Form;
import dev.tidings.subscribe.SubscribeSettings;
import dev.tidings.url.Url;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent to the Mercure door: is it refused with a reason, or does it go out as what it is, and nothing more? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormFuzzTest {

    private static final int ROUNDS = 5_000;
    private static final String[] NAMES = {
        "topic",
        "data",
        "private",
        "id",
        "type",
        "retry",
        "match",
        "match_exact",
        "match_urlpattern",
        "last_event_id",
        "Topic",
        "x"
    };
    private static final String[] SCRAPS = {
        "a",
        "/a/",
        "*",
        ":id",
        "(",
        ")",
        "\\d+",
        "{",
        "}?",
        "\n",
        "\r\n",
        "\r",
        "\u0000",
        "\u007f",
        "\u0085",
        "\u200b",
        "\ufeff",
        "é",
        "\ud83d\ude00",
        "data: ",
        "event: x",
        "id: 1",
        ":",
        "#",
        "earliest",
        "mercure",
        "7",
        " ",
        "%",
        "&",
        "=",
        "+",
        ";",
        "https://x.example/",
        "..",
        "\u2028"
    };

    private static final MercureSettings SETTINGS = new MercureSettings(
            Optional.empty(),
            Url.parse("https://hub.example/.well-known/mercure").orElseThrow(),
            true,
            false);
    private static final SubscribeSettings LIMITS =
            new SubscribeSettings(10, 100, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

    /** What a client makes of a frame, by the WHATWG rules (HTML, section 9.2.6). */
    private record Event(String id, String type, String retry, String data) {

        static List<Event> of(String stream) {
            List<Event> events = new ArrayList<>();
            for (String block : stream.split("\n\n", 0)) {
                String id = "";
                String type = "";
                String retry = "";
                List<String> data = new ArrayList<>();
                for (String line : block.split("\r\n|\n|\r", -1)) {
                    int colon = line.indexOf(':');
                    String name = colon < 0 ? line : line.substring(0, colon);
                    String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
                    switch (name) {
                        case "id" -> id += value;
                        case "event" -> type += value;
                        case "retry" -> retry += value;
                        case "data" -> data.add(value);
                        default -> throw new AssertionError("a line that nobody knows: " + line);
                    }
                }
                events.add(new Event(id, type, retry, String.join("\n", data)));
            }
            return events;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_publication_goes_out_as_one_event_with_its_own_fields_or_not_at_all(long seed) {
        var random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Update> update = publication(form(random));
            if (update.isPresent()) {
                accepted++;
                String stream = Frame.encode(update.get()).withId("#e-1").toString();
                assertThat(Event.of(stream)).containsExactly(expected(update.get()));
            }
        }
        assertThat(accepted).isBetween(ROUNDS / 50, ROUNDS);
    }

    private static Event expected(Update update) {
        return new Event(
                "#e-1",
                update.type().orElse(""),
                update.retry().map(time -> Long.toString(time.toMillis())).orElse(""),
                update.data().replaceAll("\r\n|\r", "\n"));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void a_subscription_asks_for_topics_that_can_be_published_or_is_refused(long seed) {
        var random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Form form = form(random);
            try {
                new Query(form, Optional.empty()).of(Identity.ANONYMOUS, LIMITS, SETTINGS);
                accepted++;
                assertThat(form.all("match")).noneMatch(FormFuzzTest::hasControls);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching("(?s).{10,}");
            }
        }
        assertThat(accepted).isBetween(ROUNDS / 50, ROUNDS);
    }

    private static boolean hasControls(String text) {
        return text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private static Optional<Update> publication(Form form) {
        try {
            return Optional.of(Publication.of(form));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).{10,}");
            return Optional.empty();
        }
    }

    private static Form form(Random random) {
        var body = new StringBuilder();
        for (int pairs = 1 + random.nextInt(5); pairs > 0; pairs--) {
            var value = new StringBuilder();
            for (int scraps = random.nextInt(3); scraps > 0; scraps--) {
                value.append(SCRAPS[random.nextInt(SCRAPS.length)]);
            }
            body.append(NAMES[random.nextInt(NAMES.length)])
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), UTF_8))
                    .append('&');
        }
        return Form.ofBody(body.toString().getBytes(ISO_8859_1));
    }
}
