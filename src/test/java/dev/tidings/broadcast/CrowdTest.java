package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a crowd knows of the entries that are brought to it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrowdTest {

    @Test
    void an_entry_is_new_once_also_if_it_is_not_seen() {
        var crowd = new Crowd(Listening.audience("a", "b", "{c}"), new Window(2, 1), 16, 0);
        assertThat(crowd.isNew(7)).isTrue();
        assertThat(crowd.isNew(7)).isFalse();
        assertThat(crowd.isNew(8)).isTrue();
    }
}
