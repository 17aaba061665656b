package dev.tidings.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How many get a place? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QuotaTest {

    @Test
    void as_many_as_there_are_for_each_key() {
        var quota = new Quota(2);
        assertThat(take(quota, "a")).isPresent();
        assertThat(take(quota, "a")).isPresent();
        assertThat(take(quota, "a")).isEmpty();
        assertThat(take(quota, "b")).isPresent();
    }

    @Test
    void and_again_as_many_as_have_given_theirs_back_however_often_they_do() {
        var quota = new Quota(2);
        Place first = take(quota, "a").orElseThrow();
        assertThat(take(quota, "a")).isPresent();
        first.giveBack();
        first.giveBack();
        assertThat(take(quota, "a")).isPresent();
        assertThat(take(quota, "a")).isEmpty();
    }

    @Test
    void who_lacks_one_of_several_gets_none() {
        var wide = new Quota(2);
        var narrow = new Quota(1);
        assertThat(Place.take(List.of(wide.of("a"), narrow.of("a")))).isPresent();
        assertThat(Place.take(List.of(wide.of("a"), narrow.of("a")))).isEmpty();
        assertThat(take(wide, "a")).isPresent();
        assertThat(take(wide, "a")).isEmpty();
    }

    @Test
    void nothing_is_remembered_of_those_who_have_no_place_or_are_not_limited() {
        var quota = new Quota(1);
        Place place = take(quota, "a").orElseThrow();
        assertThat(quota.keys()).isEqualTo(1);
        place.giveBack();
        assertThat(quota.keys()).isZero();
        var unlimited = new Quota(Quota.UNLIMITED);
        Place another = take(unlimited, "a").orElseThrow();
        assertThat(unlimited.keys()).isZero();
        another.giveBack();
        assertThat(unlimited.keys()).isZero();
    }

    @Test
    void none_is_no_quota() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quota(0));
    }

    /** While many take and give back, no key has more places taken than there are, and in the end none is. */
    @Test
    void never_more_at_once_than_there_are_and_in_the_end_all_are_free() throws Exception {
        var one = new Quota(3);
        var other = new Quota(2);
        Map<Object, AtomicInteger> inside = new ConcurrentHashMap<>();
        var threads = Executors.newFixedThreadPool(8);
        List<Future<Integer>> most = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            most.add(threads.submit(() -> visit(one, other, inside)));
        }
        int together = 0;
        for (Future<Integer> each : most) {
            together = Math.max(together, each.get());
        }
        // If it were one, they would not have met, and nothing would be shown.
        assertThat(together).isBetween(2, 3);
        threads.shutdown();
        assertThat(one.keys()).isZero();
        assertThat(other.keys()).isZero();
        assertThat(inside.values()).allMatch(count -> count.get() == 0);
    }

    @SuppressWarnings("ThreadPriorityCheck") // The yield is what the test is about.
    private static int visit(Quota one, Quota other, Map<Object, AtomicInteger> inside) {
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            int key = ThreadLocalRandom.current().nextInt(3);
            int second = ThreadLocalRandom.current().nextInt(5);
            Optional<Place> place = Place.take(List.of(one.of(key), other.of(second)));
            if (place.isPresent()) {
                AtomicInteger count = inside.computeIfAbsent(key, unused -> new AtomicInteger());
                most = Math.max(most, count.incrementAndGet());
                // Another's turn while this one is inside, also where there is one processor for all.
                Thread.yield();
                most = Math.max(most, count.get());
                count.decrementAndGet();
                place.get().giveBack();
            }
        }
        return most;
    }

    private static Optional<Place> take(Quota quota, Object key) {
        return Place.take(List.of(quota.of(key)));
    }
}
