package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.TopicMatcher;
import java.security.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a token of Mercure 0.x that was signed with the right key: is it read as a simple model says, or refused? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Mercure0xFuzzTest {

    private static final int ROUNDS = 2_000;
    private static final String[] SCRAPS = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "-1",
        "1e999",
        "\\u0000",
        "\\",
        "\u0000",
        "*",
        "\"mercure\":",
        "\"publish\":",
        "\"exp\":9e9,",
        "\"aud\":",
        "{id}",
        "\\ud800",
        "é"
    };

    private static final Key SECRET = Mint.secret(32);
    private static final Mint GOOD =
            new Mint(SECRET, Map.of("alg", "HS256"), Map.of("mercure", Map.of("publish", List.of("orders/42"))));

    private final HubWithTokens hub = HubWithTokens.understanding(
            new Mercure0x(Map.of(Role.SUBSCRIBER, Mint.verifies(SECRET, Algorithm.HS256)), Optional.empty()));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_payloads_are_refused_or_grant_no_topic_that_is_not_in_them(long seed) throws Exception {
        var random = new Random(seed);
        String good = "{\"mercure\":{\"publish\":[\"orders/42\",\"a/{b}\"],\"subscribe\":[\"orders/43\"]}}";
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String payload = damaged(good, random);
            try {
                Grants grants = identify(GOOD.token(payload)).grants();
                accepted++;
                // With a backslash it may be there in other letters.
                assertThat(texts(grants.publish()))
                        .as(payload)
                        .allMatch(topic -> payload.contains("\"" + topic + "\"") || payload.indexOf('\\') >= 0);
            } catch (InvalidTokenException refused) {
                assertThat(refused.getMessage()).as(payload).isNotEmpty().doesNotContain("orders");
            }
        }
        assertThat(accepted).as("some are harmless").isBetween(1, ROUNDS - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void damaged_tokens_are_refused(long seed) throws Exception {
        var random = new Random(seed);
        String good = GOOD.token();
        Grants grants = identify(good).grants();
        int refusals = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String token = damaged(good, random);
            try {
                // The last letter of a signature has bits that mean nothing.
                assertThat(identify(token).grants()).isEqualTo(grants);
            } catch (InvalidTokenException refused) {
                refusals++;
                assertThat(refused.getMessage()).doesNotContain(token);
            }
        }
        assertThat(refusals).isGreaterThan(ROUNDS * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void claims_are_read_as_a_simple_model_reads_them(long seed) throws Exception {
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var model = new Model(random);
            Map<String, Object> claim = model.claim();
            try {
                Grants grants = identify(GOOD.claim("mercure", claim).token()).grants();
                assertThat(model.isFaulty).as("%s", claim).isFalse();
                assertThat(texts(grants.publish())).as("%s", claim).isEqualTo(model.publish);
                assertThat(texts(grants.subscribed())).as("%s", claim).isEqualTo(model.subscribe);
            } catch (InvalidTokenException bad) {
                refused++;
                assertThat(model.isFaulty).as("%s: %s", bad.getMessage(), claim).isTrue();
            }
        }
        assertThat(refused).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    private Identity identify(String token) throws InvalidTokenException, KeysUnavailableException {
        return hub.identify(token, Role.SUBSCRIBER, Dialect.V0);
    }

    private static String damaged(String good, Random random) {
        var text = new StringBuilder(good);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, SCRAPS[random.nextInt(SCRAPS.length)]);
                case 2 -> text.setCharAt(at, (char) random.nextInt(256));
                default -> {
                    int to = Math.min(text.length(), at + random.nextInt(40));
                    text.insert(random.nextInt(text.length()), text.substring(at, to));
                }
            }
        }
        return text.toString();
    }

    private static Set<String> texts(Set<TopicMatcher> matchers) {
        return matchers.stream().map(Mercure0xFuzzTest::text).collect(Collectors.toSet());
    }

    private static String text(TopicMatcher matcher) {
        if (matcher instanceof TopicMatcher.Template template) {
            return template.template().toString();
        }
        return matcher instanceof TopicMatcher.Exact exact ? exact.topic() : "*";
    }

    /** Makes claims, and knows what they mean because it made them. */
    private static final class Model {
        private static final List<String> TOPICS =
                List.of("a", "b/1", "*", "b/{x}", "/u/{?topic}", "{", "{a}{b}", "{+a}", "https://x/?y#z", "");
        private static final List<Object> FAULTS = List.of("a\n", "{\u200b}", 1, Map.of(), List.of("a"));

        final Set<String> publish = new HashSet<>();
        final Set<String> subscribe = new HashSet<>();
        boolean isFaulty;
        private final Random random;

        Model(Random random) {
            this.random = random;
        }

        Map<String, Object> claim() {
            Map<String, Object> claim = new LinkedHashMap<>();
            claim.put("more", List.of(1));
            if (random.nextBoolean()) {
                claim.put("publish", random.nextInt(20) == 0 ? fault("*") : selectors(publish));
            }
            if (random.nextBoolean()) {
                claim.put("subscribe", random.nextInt(20) == 0 ? fault(Map.of("a", "b")) : selectors(subscribe));
            }
            if (random.nextBoolean()) {
                claim.put("payload", random.nextBoolean() ? "x" : Map.of("n", List.of(1, "2")));
            }
            return claim;
        }

        private List<Object> selectors(Set<String> meant) {
            List<Object> selectors = new ArrayList<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                String text = TOPICS.get(random.nextInt(TOPICS.size()));
                meant.add(text);
                selectors.add(random.nextInt(20) == 0 ? fault(FAULTS.get(random.nextInt(FAULTS.size()))) : text);
            }
            return selectors;
        }

        private Object fault(Object value) {
            isFaulty = true;
            return value;
        }
    }
}
