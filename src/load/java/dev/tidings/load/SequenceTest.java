package dev.tidings.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SequenceTest {

    private static Order order(int topics, long first) {
        return new Order(16, 0, 150, topics, 1, first, "load-%d");
    }

    private final Sequence sequence = new Sequence(order(1, 10), 1, 0, 1);

    private static int take(Sequence by, long... numbers) {
        int done = 0;
        for (long number : numbers) {
            done += by.take(number);
        }
        return done;
    }

    @Test
    void a_whole_stream_has_no_faults() {
        assertThat(take(sequence, 10, 11, 12)).isEqualTo(3);

        assertThat(sequence.lost(12)).isZero();
        assertThat(sequence.doubled()).isZero();
        assertThat(sequence.reordered()).isZero();
    }

    @Test
    void what_is_skipped_is_lost_and_done_with() {
        assertThat(take(sequence, 10, 14)).isEqualTo(5);

        assertThat(sequence.lost(14)).isEqualTo(3);
    }

    @Test
    void what_is_missing_at_the_beginning_or_at_the_end_is_lost() {
        take(sequence, 11, 12);

        assertThat(sequence.lost(15)).isEqualTo(4);
    }

    @Test
    void what_comes_twice_is_doubled() {
        take(sequence, 10, 11, 11, 10);

        assertThat(sequence.doubled()).isEqualTo(2);
        assertThat(sequence.reordered()).isZero();
        assertThat(sequence.lost(11)).isZero();
    }

    @Test
    void what_comes_late_is_reordered_and_not_lost() {
        take(sequence, 10, 12, 11, 13);

        assertThat(sequence.reordered()).isEqualTo(1);
        assertThat(sequence.lost(13)).isZero();
        assertThat(sequence.doubled()).isZero();
    }

    @Test
    void late_twice_is_once_reordered_and_once_doubled() {
        take(sequence, 10, 12, 11, 11);

        assertThat(sequence.reordered()).isEqualTo(1);
        assertThat(sequence.doubled()).isEqualTo(1);
    }

    @Test
    void each_topic_has_an_order_of_its_own() {
        // Topics 4, 0 and 1 of 5, to all of which is published.
        var three = new Sequence(order(5, 10), 5, 4, 3);

        take(three, 10, 15, 11, 14, 16, 19);

        assertThat(three.reordered()).isZero();
        assertThat(three.lost(19)).isZero();
        assertThat(three.lost(20)).isEqualTo(1);
        assertThat(three.topics()).containsExactly(4, 0, 1);
    }

    @Test
    void what_was_not_asked_for_is_foreign() {
        var three = new Sequence(order(5, 10), 5, 4, 3);

        take(three, 12, 13);

        assertThat(three.foreign()).isEqualTo(2);
    }

    @Test
    void nothing_is_due_of_a_topic_to_which_is_not_published() {
        // Topics 4, 0 and 1 of 5, where only 0 and 1 are published to.
        var three = new Sequence(order(2, 10), 5, 4, 3);

        take(three, 10, 11, 12);

        assertThat(three.lost(13)).isEqualTo(1);
        assertThat(three.topics()).containsExactly(0, 1);
    }
}
