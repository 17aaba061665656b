package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.TopicMatcher;
import java.security.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a token that a trusted issuer has signed: is it read as a simple model says, or refused? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenFuzzTest {

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
        "\"match\":",
        "\"type\":",
        "\"exp\":9e9,",
        "https://mercure.rocks/authorization-detail",
        "publish",
        "\ud800",
        "é"
    };

    private static final Key SECRET = Mint.secret(32);
    private static final Mint GOOD = Mint.of(SECRET, Algorithm.HS256);

    private final HubWithTokens hub = HubWithTokens.trusting(Mint.verifies(SECRET, Algorithm.HS256));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_payloads_are_refused_or_grant_no_topic_that_is_not_in_them(long seed) throws Exception {
        var random = new Random(seed);
        String good = JsonUtil.toJson(GOOD.claims());
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String payload = damaged(good, random);
            try {
                Grants grants = hub.identify(GOOD.token(payload)).grants();
                accepted++;
                assertThat(payload.replace("\\/", "/"))
                        .as(payload)
                        .contains("\"exp\":", Mint.ISSUER, Mint.HUB.identifier());
                // With a backslash it may be there in other letters.
                assertThat(topics(grants.publish()))
                        .as(payload)
                        .allMatch(topic -> payload.contains("\"" + topic + "\"") || payload.indexOf('\\') >= 0);
            } catch (InvalidTokenException refused) {
                assertThat(refused.getMessage()).as(payload).isNotEmpty();
            }
        }
        assertThat(accepted).as("some are harmless").isBetween(1, ROUNDS - 1);
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

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void details_are_read_as_a_simple_model_reads_them(long seed) throws Exception {
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var model = new Model(random);
            List<Map<String, Object>> details = model.details();
            String token = GOOD.claim("authorization_details", details).token();
            try {
                Grants grants = hub.identify(token).grants();
                assertThat(model.isFaulty).as("%s", details).isFalse();
                assertThat(topics(grants.publish())).as("%s", details).isEqualTo(model.publish);
                assertThat(topics(grants.subscribed())).as("%s", details).isEqualTo(model.subscribe);
            } catch (InvalidTokenException bad) {
                refused++;
                assertThat(model.isFaulty)
                        .as("%s: %s", bad.getMessage(), details)
                        .isTrue();
            }
        }
        assertThat(refused).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    private static Set<String> topics(Set<TopicMatcher> matchers) {
        return matchers.stream()
                .map(matcher -> matcher instanceof TopicMatcher.Exact exact ? exact.topic() : "*")
                .collect(Collectors.toSet());
    }

    /** Makes details, and knows what they mean because it made them. */
    private static final class Model {
        private static final List<String> TOPICS = List.of("a", "b/1", "*", "{x}", "https://x.example/?y#z", "");

        final Set<String> publish = new HashSet<>();
        final Set<String> subscribe = new HashSet<>();
        boolean isFaulty;
        private final Random random;

        Model(Random random) {
            this.random = random;
        }

        List<Map<String, Object>> details() {
            List<Map<String, Object>> details = new ArrayList<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                details.add(detail());
            }
            return details;
        }

        private Map<String, Object> detail() {
            boolean isOurs = random.nextInt(4) > 0;
            Set<String> topics = new HashSet<>();
            List<Object> some = new ArrayList<>();
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                some.add(topic(topics, isOurs));
            }
            List<Object> actions = actions(topics, isOurs);
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("type", isOurs ? Mint.DETAIL : "https://other.example/detail");
            detail.put("actions", random.nextInt(40) == 0 ? fault("publish", isOurs) : actions);
            detail.put("topics", random.nextInt(40) == 0 ? fault(List.of(), isOurs) : some);
            if (random.nextInt(4) == 0) {
                detail.put("payload", random.nextInt(8) == 0 ? fault("x", isOurs) : Map.of("n", List.of(1, "2")));
            }
            return detail;
        }

        private Map<String, Object> topic(Set<String> topics, boolean isOurs) {
            String text = TOPICS.get(random.nextInt(TOPICS.size()));
            topics.add(text);
            Map<String, Object> topic = new LinkedHashMap<>();
            topic.put("match", random.nextInt(40) == 0 ? fault(1, isOurs) : text);
            if (random.nextBoolean()) {
                topic.put("match_type", random.nextInt(20) == 0 ? fault("glob", isOurs) : "exact");
            }
            return topic;
        }

        private List<Object> actions(Set<String> topics, boolean isOurs) {
            List<Object> actions = new ArrayList<>(List.of("unheard"));
            if (random.nextBoolean()) {
                actions.add("publish");
                publish.addAll(isOurs ? topics : Set.of());
            }
            if (random.nextBoolean()) {
                actions.add("subscribe");
                subscribe.addAll(isOurs ? topics : Set.of());
            }
            if (random.nextInt(40) == 0) {
                actions.add(fault(Map.of(), isOurs));
            }
            return actions;
        }

        // In a detail of others it is none of ours.
        private Object fault(Object value, boolean isOurs) {
            isFaulty |= isOurs;
            return value;
        }
    }
}
