package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Entry;
import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import java.time.Instant;
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

    @Test
    void a_crowd_is_queued_once_until_it_was_visited_also_if_nobody_is_left_in_it() {
        var window = new Window(4, Long.MAX_VALUE);
        var crowd = new Crowd(Listening.audience("a"), window, 16, 0);
        assertThat(crowd.add(entry(window, 1), 0)).isTrue();
        assertThat(crowd.add(entry(window, 2), 1)).isFalse();
        assertThat(crowd.visitSome()).isTrue();
        assertThat(crowd.add(entry(window, 3), 2)).isTrue();
    }

    private static Entry entry(Window window, long position) {
        var update = Update.of("a", "x");
        var entry = new Entry(position, Instant.EPOCH, update, Frame.encode(update));
        window.add(entry);
        return entry;
    }
}
