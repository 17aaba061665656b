package dev.tidings.presence;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One test for each promise about who is there that has to hold while many come and go at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RosterStressTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int STREAMS = 10_000;
    private static final int PEOPLE = 50;
    private static final int STAY = 100; // every so many-th stream stays
    private static final int TOLD = 4; // two topics of each stream, in two dialects

    private static final int SAMPLES = 100;

    private final Roll roll = Roll.in0x();
    private final ExecutorService clients = Executors.newFixedThreadPool(4);
    private final Queue<Subscriber> stayed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger(STREAMS);

    /** What somebody knows who has asked once, and goes on from the id that came with the answer. */
    private record Known(long cursor, Set<String> listed) {}

    @AfterEach
    void close() throws InterruptedException {
        clients.shutdownNow();
        assertThat(clients.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        roll.close();
    }

    private void churn() {
        for (int i = 0; i < STREAMS; i++) {
            int number = i;
            clients.execute(() -> {
                Subscriber subscriber = roll.open("person " + number % PEOPLE, "a", "room/" + number % 7);
                if (number % STAY == 0) {
                    stayed.add(subscriber);
                } else if (number % 2 == 0) {
                    subscriber.gone();
                } else {
                    subscriber.close();
                }
                left.decrementAndGet();
            });
        }
    }

    private Set<String> listed() {
        return roll.roster
                .subscriptions()
                .flatMap(each -> Stream.of(each.topic(), new Subscription0x(Roll.HUB, each).topic()))
                .collect(Collectors.toSet());
    }

    private void awaitQuiet(int streams) {
        await().atMost(LONG).until(() -> left.get() == 0 && roll.roster.streams() == streams);
        await().atMost(LONG).until(() -> roll.log.bounds().latest() == TOLD * (2L * STREAMS - streams));
    }

    /** A list, and the events that follow the id that was taken before it, are exactly who is there, in each dialect. */
    @Test
    void a_list_and_the_events_from_its_cursor_on_are_exactly_who_is_there() {
        churn();
        List<Known> known = new ArrayList<>();
        for (int next = STREAMS; left.get() > 0; ) {
            if (left.get() <= next) {
                long cursor = roll.broadcaster.latest().position();
                known.add(new Known(cursor, new HashSet<>(listed())));
                next -= STREAMS / SAMPLES;
            }
        }
        awaitQuiet(STREAMS / STAY);
        Set<String> there = listed();
        assertThat(there).hasSize(TOLD * STREAMS / STAY);
        assertThat(known).hasSizeGreaterThan(20).allSatisfy(each -> {
            Set<String> now = each.listed;
            for (Update update : roll.updates(each.cursor)) {
                String topic = update.topics().get(0);
                if (Roll.isActive(update)) {
                    now.add(topic);
                } else {
                    now.remove(topic);
                }
            }
            assertThat(now).isEqualTo(there);
        });
    }

    /** Each beginning has just one end, after it, and when all have gone nothing is left of anybody. */
    @Test
    void each_beginning_has_one_end_and_of_those_who_have_gone_nothing_is_left() {
        churn();
        awaitQuiet(STREAMS / STAY);
        stayed.forEach(Subscriber::close);
        awaitQuiet(0);
        Map<String, List<Boolean>> told = new HashMap<>();
        roll.updates(0)
                .forEach(update -> told.computeIfAbsent(update.topics().get(0), unused -> new ArrayList<>())
                        .add(Roll.isActive(update)));
        assertThat(told).hasSize(TOLD * STREAMS);
        assertThat(told.values()).containsOnly(List.of(true, false));
        assertThat(roll.roster.people()).isEmpty();
        for (String field : List.of("here", "matches.held", "people.leaving")) {
            assertThat(roll.roster)
                    .extracting(field, as(InstanceOfAssertFactories.MAP))
                    .isEmpty();
        }
        await().until(() -> isForgotten());
    }

    private boolean isForgotten() {
        return assertThat(roll.roster)
                .extracting("people.visits", as(InstanceOfAssertFactories.MAP))
                .actual()
                .isEmpty();
    }

    /** Each person joins and leaves in turn, and in the end has left if they have no stream. */
    @Test
    void each_person_joins_and_leaves_in_turn() {
        churn();
        awaitQuiet(STREAMS / STAY);
        stayed.forEach(Subscriber::close);
        awaitQuiet(0);
        await().until(this::isForgotten);
        Map<Person, Boolean> there = new HashMap<>();
        for (Object news : roll.people) {
            boolean joined = news instanceof PersonJoined;
            Person person = joined ? ((PersonJoined) news).person() : ((PersonLeft) news).person();
            assertThat(there.getOrDefault(person, false)).isNotEqualTo(joined);
            there.put(person, joined);
        }
        assertThat(there).isNotEmpty().doesNotContainValue(true);
    }
}
