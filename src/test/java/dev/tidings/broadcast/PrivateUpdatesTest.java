package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Audience;
import dev.tidings.event.EventId;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.Update;
import dev.tidings.url.Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does everyone hear just what they asked for and may hear, live and replayed, whatever was granted to whom? Asked with random
 * topics, matchers, grants and last ids, and compared with a model that knows no crowds, no index and no blocks: a table of what
 * each matcher means, and a loop.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateUpdatesTest {

    private static final Url HUB =
            Url.parse("https://hub.example/.well-known/mercure").orElseThrow();

    private static final List<String> TOPICS = List.of(
            "/a/1", "/a/2", "/b/1", "https://hub.example/a/1", "https://other.example/a/1", "plain", "urn:isbn:1");

    /** What each matcher means, written out by hand. */
    private static final Map<TopicMatcher, Set<String>> MEANINGS = new HashMap<>();

    static {
        MEANINGS.put(TopicMatcher.of("exact", "*", HUB), Set.copyOf(TOPICS));
        MEANINGS.put(TopicMatcher.of("urlpattern", "*", HUB), Set.copyOf(TOPICS));
        TOPICS.forEach(topic -> MEANINGS.put(TopicMatcher.of("exact", topic, HUB), Set.of(topic)));
        MEANINGS.put(TopicMatcher.of("urlpattern", "/a/:id", HUB), Set.of("/a/1", "/a/2", "https://hub.example/a/1"));
        MEANINGS.put(
                TopicMatcher.of("urlpattern", "https://*.example/a/1", HUB),
                Set.of("/a/1", "https://hub.example/a/1", "https://other.example/a/1"));
        MEANINGS.put(TopicMatcher.of("urlpattern", "/:what/1", HUB), Set.of("/a/1", "/b/1", "https://hub.example/a/1"));
        MEANINGS.put(TopicMatcher.parse("/{what}/1"), Set.of("/a/1", "/b/1"));
        MEANINGS.put(TopicMatcher.parse("https://hub.example/{a}/{b}"), Set.of("https://hub.example/a/1"));
    }

    private static final List<TopicMatcher> MATCHERS = List.copyOf(MEANINGS.keySet());

    private record Client(Audience audience, long from, RecordingSink sink) {}

    private final Listening hub = Listening.with(100_000, 8);
    private final List<Update> published = new ArrayList<>();
    private final List<EventId> ids = new ArrayList<>();

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoever_hears_a_private_update_asked_for_it_and_was_granted_it(long seed) {
        var random = new Random(seed);
        List<Client> clients = new ArrayList<>();
        publish(random, 100);
        for (int round = 0; round < 20; round++) {
            IntStream.range(0, 10).forEach(i -> clients.add(connect(random)));
            publish(random, 50);
        }
        // Everybody hears this, after all that they should not have heard.
        append(Update.on(TOPICS).data("the end").build());
        await().until(() ->
                clients.stream().allMatch(client -> client.sink.received().contains("the end")));
        for (Client client : clients) {
            assertThat(client.sink.received()).as("%s", client.audience).isEqualTo(expected(client));
        }
        assertThat(clients).anyMatch(client -> hears(client, true)).anyMatch(client -> !hears(client, true));
    }

    private boolean hears(Client client, boolean isPrivate) {
        return IntStream.range((int) client.from, published.size())
                .mapToObj(published::get)
                .anyMatch(update -> update.isPrivate() == isPrivate && mayHear(client.audience, update));
    }

    private List<String> expected(Client client) {
        return IntStream.range((int) client.from, published.size())
                .filter(i -> mayHear(client.audience, published.get(i)))
                .mapToObj(i -> published.get(i).data())
                .toList();
    }

    private static boolean mayHear(Audience audience, Update update) {
        return meansAny(audience.wanted(), update) && (!update.isPrivate() || meansAny(audience.granted(), update));
    }

    private static boolean meansAny(Set<TopicMatcher> matchers, Update update) {
        return matchers.stream()
                .anyMatch(each -> update.topics().stream()
                        .anyMatch(topic -> MEANINGS.get(each).contains(topic)));
    }

    private Client connect(Random random) {
        var audience = new Audience(some(random, 1, 3), some(random, 0, 3));
        var sink = new RecordingSink();
        boolean resumes = random.nextBoolean();
        // Of an entry that it may never have seen: an id is a place, and grants nothing.
        int from = resumes ? random.nextInt(ids.size()) : ids.size() - 1;
        Optional<String> lastEventId = resumes ? Optional.of(ids.get(from).toString()) : Optional.empty();
        sink.of(hub.broadcaster.subscribe(audience, lastEventId, sink, "a test").orElseThrow());
        return new Client(audience, from + 1L, sink);
    }

    private static Set<TopicMatcher> some(Random random, int atLeast, int atMost) {
        int count = atLeast + random.nextInt(atMost - atLeast + 1);
        Set<TopicMatcher> some = new LinkedHashSet<>();
        while (some.size() < count) {
            some.add(MATCHERS.get(random.nextInt(MATCHERS.size())));
        }
        return some;
    }

    private void publish(Random random, int count) {
        for (int i = 0; i < count; i++) {
            List<String> topics = Stream.generate(() -> TOPICS.get(random.nextInt(TOPICS.size())))
                    .limit(1 + random.nextInt(2))
                    .distinct()
                    .toList();
            Update update = Update.on(topics)
                    .data(published.size() + (i % 2 == 0 ? " private" : " public"))
                    .isPrivate(i % 2 == 0)
                    .build();
            append(update);
        }
    }

    private void append(Update update) {
        published.add(update);
        ids.add(hub.log.append(update).toCompletableFuture().join());
    }
}
