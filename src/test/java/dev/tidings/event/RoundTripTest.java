package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Does a client understand exactly what was published, whatever the text? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoundTripTest {

    private static final int ROUNDS = 50_000;
    private static final String EVIL = "\n\r\0:{} \tab#é€😀\uFEFF\u2028\u0085\u200b\ud800\udc00";

    /** What a client makes of a block. */
    private record Dispatched(String id, String type, String data) {}

    @Test
    void whatever_is_not_refused_arrives_as_it_was_as_one_event() {
        var random = new Random(20_261_121);
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Optional<Update> update = update(random);
            if (update.isPresent()) {
                accepted++;
                assertArrives(update.get());
            }
        }
        assertThat(accepted).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private static Optional<Update> update(Random random) {
        try {
            var update = Update.on("t").data(text(random, 12));
            if (random.nextBoolean()) {
                update.type(text(random, 2));
            }
            if (random.nextBoolean()) {
                update.id(text(random, 2));
            }
            return Optional.of(update.build());
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            text.append(random.nextInt(3) > 0 ? 'x' : EVIL.charAt(random.nextInt(EVIL.length())));
        }
        return text.toString();
    }

    private static void assertArrives(Update update) {
        byte[] bytes = Frame.encode(update).withId(update.id().orElse("#e-1")).bytes();
        String lines = update.data().replace("\r\n", "\n").replace('\r', '\n');
        assertThat(parse(new String(bytes, UTF_8)))
                .as("%s", update)
                .containsExactly(new Dispatched(
                        update.id().orElse("#e-1"),
                        update.type().filter(type -> !type.isEmpty()).orElse("message"),
                        lines));
    }

    // The parser of WHATWG HTML, section 9.2.6, once more and on its own.
    private static List<Dispatched> parse(String stream) {
        List<Dispatched> events = new ArrayList<>();
        var data = new StringBuilder();
        String type = "";
        String id = "";
        for (String line : stream.split("\r\n|\n|\r", -1)) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            if (line.isEmpty() && !data.isEmpty()) {
                events.add(new Dispatched(id, type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1)));
                data.setLength(0);
                type = "";
            } else if (field.equals("data")) {
                data.append(value).append('\n');
            } else if (field.equals("event")) {
                type = value;
            } else if (field.equals("id") && value.indexOf('\0') < 0) {
                id = value;
            }
        }
        return events;
    }
}
