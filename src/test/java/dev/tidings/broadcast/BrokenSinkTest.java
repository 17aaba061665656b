package dev.tidings.broadcast;

import static dev.tidings.broadcast.Listening.awaitReceived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What goes wrong with one subscriber ends that subscriber, and nobody else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenSinkTest {

    private final Listening hub = Listening.with(100, 10);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void one_whose_sink_breaks_with_an_error_is_ended_and_the_others_are_served() {
        RecordingSink before = hub.connect("a");
        Broken broken = new Broken();
        hub.subscribe(Optional.empty(), broken, "a");
        RecordingSink after = hub.connect("a");
        await().until(() -> after.stream().startsWith("id: "));
        broken.breaksOnWrite = true;
        hub.publish("a", "one");
        hub.publish("a", "two");
        awaitReceived(before, "one", "two");
        awaitReceived(after, "one", "two");
        await().until(() -> hub.broadcaster.statistics().endings().get(Ending.FAILED) == 1);
    }

    @Test
    void one_whose_sink_cannot_be_closed_does_not_keep_the_others_from_being_closed() {
        RecordingSink sameTopic = hub.connect("a");
        Broken broken = new Broken();
        broken.breaksOnClose = true;
        hub.subscribe(Optional.empty(), broken, "a");
        RecordingSink anotherTopic = hub.connect("b");
        await().until(() -> hub.broadcaster.statistics().streams() == 3);
        hub.broadcaster.close();
        assertThat(sameTopic.isClosed()).isTrue();
        assertThat(anotherTopic.isClosed()).isTrue();
        assertThat(hub.broadcaster.statistics().streams()).isZero();
    }

    /** A sink that takes everything until it breaks, in a way that no sink should. */
    private static final class Broken implements Sink {

        private volatile boolean breaksOnWrite;
        private volatile boolean breaksOnClose;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void write(byte[] block) {
            if (breaksOnWrite) {
                throw new NoClassDefFoundError("on purpose, as while a server stops");
            }
        }

        @Override
        public void flush() {
            // Everything is on its way.
        }

        @Override
        public void close() {
            if (breaksOnClose) {
                throw new IllegalStateException("on purpose");
            }
        }
    }
}
