package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Settings that could not work are refused, and not served badly. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BroadcastSettingsTest {

    @Test
    void more_due_positions_than_a_window_can_hold_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listening.settings(1, 1 << 29))
                .withMessageContaining("due");
    }
}
