package dev.tidings.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.log.SettableTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** When has somebody come, and when have they left? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeopleTest {

    private static final Person ANN = new Person("https://issuer.example", "ann");
    private static final Person BOB = new Person("https://issuer.example", "bob");
    private static final Audience ROOM = Audience.ofPublic(Set.of(TopicMatcher.parse("room")));

    private final SettableTime time = new SettableTime();
    private final Queue<Runnable> soon = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> timers = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private People people = with(Duration.ofSeconds(30), 100);

    private People with(Duration grace, int leavingAtMost) {
        return new People(grace, leavingAtMost, time, this::timer, told::add);
    }

    private Future<?> timer(Duration after, Runnable work) {
        (after.isZero() ? soon : later).add(work);
        timers.add(new CompletableFuture<>());
        return timers.get(timers.size() - 1);
    }

    private void tellAll() {
        while (!soon.isEmpty()) {
            soon.remove().run();
        }
    }

    private void pass(Duration some) {
        time.pass(some);
        int due = later.size();
        for (int i = 0; i < due; i++) {
            later.remove().run();
        }
        tellAll();
    }

    @Test
    void a_second_tab_is_nobody_new() {
        people.came(ANN);
        people.came(ANN);
        tellAll();
        people.went(ANN, ROOM);
        pass(Duration.ofMinutes(1));
        assertThat(told).containsExactly(new PersonJoined(ANN));
        assertThat(people.all()).containsExactly(ANN);
    }

    @Test
    void a_reload_is_neither_a_leave_nor_a_join() {
        people.came(ANN);
        people.went(ANN, ROOM);
        assertThat(people.all()).containsExactly(ANN);
        pass(Duration.ofSeconds(29));
        people.came(ANN);
        pass(Duration.ofMinutes(1));
        assertThat(told).containsExactly(new PersonJoined(ANN));
    }

    @Test
    void whoever_is_not_back_in_time_has_left_and_may_join_again() {
        people.came(ANN);
        tellAll();
        people.went(ANN, ROOM);
        pass(Duration.ofSeconds(29));
        assertThat(told).containsExactly(new PersonJoined(ANN));
        pass(Duration.ofSeconds(1));
        assertThat(told).containsExactly(new PersonJoined(ANN), new PersonLeft(ANN));
        assertThat(people.all()).isEmpty();
        people.came(ANN);
        tellAll();
        assertThat(told).containsExactly(new PersonJoined(ANN), new PersonLeft(ANN), new PersonJoined(ANN));
    }

    @Test
    void each_has_a_time_of_grace_of_their_own() {
        people.came(ANN);
        people.came(BOB);
        tellAll();
        people.went(ANN, ROOM);
        time.pass(Duration.ofSeconds(20));
        people.went(BOB, ROOM);
        pass(Duration.ofSeconds(10));
        assertThat(told).endsWith(new PersonLeft(ANN));
        assertThat(people.all()).containsExactly(BOB);
        pass(Duration.ofSeconds(20));
        assertThat(told).endsWith(new PersonLeft(BOB));
    }

    @Test
    void without_a_time_of_grace_they_leave_with_their_last_stream() {
        people = with(Duration.ZERO, 100);
        people.came(ANN);
        people.came(ANN);
        people.went(ANN, ROOM);
        tellAll();
        people.went(ANN, ROOM);
        assertThat(people.all()).isEmpty();
        tellAll();
        assertThat(told).containsExactly(new PersonJoined(ANN), new PersonLeft(ANN));
    }

    @Test
    void whoever_is_leaving_still_belongs_to_where_they_were() {
        people.came(ANN);
        people.went(ANN, ROOM);
        assertThat(people.leaving("room")).containsExactly(ANN);
        assertThat(people.leaving("other")).isEmpty();
        people.came(ANN);
        assertThat(people.leaving("room")).isEmpty();
    }

    @Test
    void if_more_are_leaving_than_are_allowed_the_first_of_them_has_left() {
        people = with(Duration.ofSeconds(30), 1);
        people.came(ANN);
        people.came(BOB);
        tellAll();
        people.went(ANN, ROOM);
        people.went(BOB, ROOM);
        tellAll();
        assertThat(told).endsWith(new PersonLeft(ANN));
        assertThat(people.all()).containsExactly(BOB);
    }

    @Test
    void a_listener_that_is_slow_is_told_how_things_are_and_not_all_that_was() {
        people = with(Duration.ZERO, 100);
        for (int i = 0; i < 1_000; i++) {
            people.came(ANN);
            people.went(ANN, ROOM);
        }
        people.came(BOB);
        tellAll();
        assertThat(told).containsExactly(new PersonJoined(BOB));
    }

    @Test
    void a_listener_that_fails_is_told_what_follows() {
        people = new People(Duration.ZERO, 100, time, this::timer, news -> {
            told.add(news);
            throw new IllegalStateException("a listener failed, as it should in this test");
        });
        people.came(ANN);
        people.came(BOB);
        tellAll();
        people.went(ANN, ROOM);
        tellAll();
        assertThat(told).containsExactly(new PersonJoined(ANN), new PersonJoined(BOB), new PersonLeft(ANN));
    }

    @Test
    void nobody_is_told_when_the_hub_closes_and_nothing_is_waited_for() {
        people.came(BOB);
        people.went(BOB, ROOM);
        people.came(ANN);
        people.close();
        assertThat(timers.get(timers.size() - 1)).isCancelled();
        people.went(ANN, ROOM);
        pass(Duration.ofMinutes(1));
        assertThat(told).isEmpty();
    }

    @Test
    void of_those_who_have_left_nothing_is_kept() {
        people = with(Duration.ofSeconds(1), 100);
        for (int i = 0; i < 50; i++) {
            var somebody = new Person("https://issuer.example", "somebody " + i);
            people.came(somebody);
            people.went(somebody, ROOM);
        }
        pass(Duration.ofSeconds(1));
        assertThat(people).hasFieldOrPropertyWithValue("visits", Map.of());
        assertThat(people.all()).isEmpty();
    }
}
