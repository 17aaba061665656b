package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.tidings.event.Audience;
import dev.tidings.event.Entry;
import dev.tidings.event.Frame;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.Update;
import dev.tidings.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which crowds the index shows, measured by the matchers themselves. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IndexTest {

    // So few that random topics and templates meet often.
    private static final List<String> TEXTS = List.of("", "a", "b", "ab");
    private static final List<String> HOLES = List.of("{x}", "{y}", "a{x}", "{x}b");
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "ab",
            "",
            "*",
            ":NAME",
            ":NAME?",
            ":NAME+",
            "a:NAME",
            ":NAME(a|b)",
            "(.*)b",
            "a{b}?",
            "{/a}?b",
            "b{/a/:NAME}?",
            "{a/:NAME}*");
    private static final List<String> HOSTS = List.of("", "", "/", "http://a/", "http://b/");
    private static final List<Url> BASES = Stream.of("http://a/", "http://b/a/")
            .flatMap(base -> Url.parse(base).stream())
            .toList();

    private final Index index = new Index();
    private final List<Crowd> crowds = new ArrayList<>();

    @RepeatedTest(20)
    void exactly_those_are_shown_who_want_the_update_whoever_came_and_went(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (int step = 0; step < 500; step++) {
            if (random.nextInt(100) < 60) {
                join(someMatchers(random));
            } else if (!crowds.isEmpty()) {
                index.remove(crowds.remove(random.nextInt(crowds.size())));
            }
            Entry entry = entry(someTopics(random));
            assertThat(Set.copyOf(shown(entry))).isEqualTo(wanting(entry));
        }
    }

    @RepeatedTest(20)
    void nothing_is_left_when_all_have_gone_in_any_order(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        IntStream.range(0, 200).forEach(unused -> join(someMatchers(random)));
        Collections.shuffle(crowds, random);
        crowds.forEach(index::remove);
        assertThat(index).usingRecursiveComparison().isEqualTo(new Index());
    }

    @Test
    void a_topic_that_repeats_itself_finds_a_template_once() {
        join("{x}/a/a/a/a/a/a/a");
        assertThat(shown(entry("a/a/a/a/a/a/a/a"))).containsExactlyElementsOf(crowds);
    }

    // Half a second; minutes if each topic were tried on each template.
    @Test
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void templates_are_told_apart_by_a_literal_segment_wherever_it_stands() {
        int many = 50_000;
        for (int i = 0; i < many; i++) {
            join("{tenant}/room-" + i + "/{what}");
            join("shared/{tenant}/" + i);
        }
        for (int i = 0; i < many; i++) {
            assertThat(shown(entry("acme/room-" + i + "/door"))).hasSize(1);
            assertThat(shown(entry("shared/acme/" + i))).hasSize(1);
        }
    }

    // A second; minutes if each topic were tried on each pattern.
    @Test
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void url_patterns_are_told_apart_by_a_literal_segment_or_the_host() {
        int many = 10_000;
        for (int i = 0; i < many; i++) {
            join(Set.of(TopicMatcher.urlPattern("/:tenant/room-" + i + "/*", BASES.get(0))));
            join(Set.of(TopicMatcher.urlPattern("https://tenant-" + i + ".example/*", BASES.get(0))));
        }
        for (int i = 0; i < many; i++) {
            assertThat(shown(entry("/acme/room-" + i + "/door"))).hasSize(1);
            assertThat(shown(entry("https://tenant-" + i + ".example/door"))).hasSize(1);
        }
    }

    // Each template is compared once; a walk that branches at each segment could take 2^200 steps.
    @Test
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void templates_that_share_all_segments_but_the_last_cost_no_more_than_each_of_them() {
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            String same = IntStream.range(0, 200)
                    .mapToObj(unused -> random.nextBoolean() ? "a" : "{x}")
                    .collect(Collectors.joining("/"));
            join(same + "/b{x}");
        }
        Entry entry = entry("a/".repeat(200) + "c");
        for (int i = 0; i < 100; i++) {
            assertThat(shown(entry)).isEmpty();
        }
    }

    // "Aa" and "BB" have the same hash, and so have all texts that are made of them.
    @Test
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void texts_with_the_same_hash_are_still_found() {
        List<String> texts = Stream.iterate(List.of(""), IndexTest::withTwice)
                .skip(15)
                .findFirst()
                .orElseThrow();
        for (String text : texts) {
            join(text, "{x}/" + text, "{x}" + text);
        }
        for (String text : texts) {
            assertThat(shown(entry("x/" + text))).hasSize(1);
        }
        crowds.forEach(index::remove);
        assertThat(index).usingRecursiveComparison().isEqualTo(new Index());
    }

    private static List<String> withTwice(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text + "Aa", text + "BB"))
                .toList();
    }

    private void join(String... matchers) {
        join(Stream.of(matchers).map(TopicMatcher::parse).collect(Collectors.toSet()));
    }

    private void join(Set<TopicMatcher> wanted) {
        var crowd = new Crowd(Audience.ofPublic(wanted), new Window(2, 1), 16, 0);
        crowds.add(crowd);
        index.add(crowd);
    }

    private List<Crowd> shown(Entry entry) {
        List<Crowd> shown = new ArrayList<>();
        index.candidates(entry, shown::add);
        return shown;
    }

    private Set<Crowd> wanting(Entry entry) {
        return crowds.stream().filter(crowd -> crowd.audience.sees(entry)).collect(Collectors.toSet());
    }

    private static Set<TopicMatcher> someMatchers(Random random) {
        return Stream.generate(
                        () -> random.nextInt(3) == 0 ? somePattern(random) : TopicMatcher.parse(someMatcher(random)))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.toSet());
    }

    private static TopicMatcher somePattern(Random random) {
        var path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String some = PIECES.get(random.nextInt(PIECES.size()));
            path.append('/').append(some.replace("NAME", "x" + i));
        }
        String host = random.nextBoolean() ? "" : "http://b";
        return TopicMatcher.urlPattern(host + path, BASES.get(random.nextInt(BASES.size())));
    }

    private static String someMatcher(Random random) {
        if (random.nextInt(50) == 0) {
            return "*";
        }
        String some = random.nextBoolean() ? somePath(random, TEXTS, TEXTS) : somePath(random, TEXTS, HOLES);
        return some.isEmpty() ? "{x}" : some;
    }

    private static String[] someTopics(Random random) {
        return Stream.generate(() -> HOSTS.get(random.nextInt(HOSTS.size())) + somePath(random, TEXTS, TEXTS))
                .filter(topic -> !topic.isEmpty())
                .limit(1 + random.nextInt(2))
                .toArray(String[]::new);
    }

    private static String somePath(Random random, List<String> some, List<String> others) {
        return Stream.generate(() -> (random.nextBoolean() ? some : others).get(random.nextInt(some.size())))
                .limit(1 + random.nextInt(4))
                .collect(Collectors.joining("/"));
    }

    private static Entry entry(String... topics) {
        Update update = Update.on(List.of(topics)).build();
        return new Entry(1, Instant.EPOCH, update, Frame.encode(update));
    }
}
