package dev.tidings.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArrivalsTest {

    private static Arrivals of(int... subscribers) {
        return new Arrivals(new Order(16, 0, 150, subscribers.length, 1, 10, "load-%d"), subscribers);
    }

    private static void arrive(Arrivals at, long... numbers) {
        for (long number : numbers) {
            at.arrived(number);
        }
    }

    @Test
    void the_slowest_is_where_all_have_got() {
        Arrivals arrivals = of(3);

        arrive(arrivals, 10, 11, 12, 10, 11);
        assertThat(arrivals.slowest()).isEqualTo(9);

        arrive(arrivals, 10);
        assertThat(arrivals.slowest()).isEqualTo(10);

        arrive(arrivals, 12, 11, 12);
        assertThat(arrivals.slowest()).isEqualTo(12);
    }

    @Test
    void it_goes_on_for_longer_than_its_ring() {
        Arrivals arrivals = of(2);

        for (long number = 10; number < 100_000; number++) {
            arrive(arrivals, number, number);
        }

        assertThat(arrivals.slowest()).isEqualTo(99_999);
    }

    @Test
    void each_topic_has_its_own_subscribers() {
        Arrivals arrivals = of(1, 2);

        arrive(arrivals, 10, 11, 12, 13);
        assertThat(arrivals.slowest()).isEqualTo(10);

        arrive(arrivals, 11);
        assertThat(arrivals.slowest()).isEqualTo(12);
    }

    @Test
    void who_has_gone_is_not_waited_for() {
        Arrivals arrivals = of(2);
        arrive(arrivals, 10, 11);

        arrivals.without(0);

        assertThat(arrivals.slowest()).isEqualTo(11);
    }

    @Test
    void a_number_too_far_ahead_is_refused_and_not_miscounted() {
        assertThatThrownBy(() -> arrive(of(2), 10 + (1 << 12))).hasMessageContaining("still waits for 10");
    }
}
