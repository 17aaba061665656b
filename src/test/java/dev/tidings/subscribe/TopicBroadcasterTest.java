package dev.tidings.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.Update;
import dev.tidings.http.JsonText;
import dev.tidings.log.FaultyEventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of a sink that is registered at a bad moment? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TopicBroadcasterTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final FaultyEventLog log =
            new FaultyEventLog(new MemoryEventLog(new Retention(100, 1 << 20, LONG), Time.SYSTEM));
    private final Broadcaster broadcaster = new Broadcaster(
            log, new BroadcastSettings(1, 10, 10, 10, 1 << 20, LONG, LONG, LONG, 3, 1 << 20), Thread::new, Time.SYSTEM);
    private final StreamThreads threads = StreamThreads.of(1, Thread::new);
    private final TopicBroadcaster view =
            new TopicBroadcaster("a", new TopicMatcher.Exact("a"), broadcaster, log::append, new JsonText(), threads);

    @AfterEach
    void close() {
        broadcaster.close();
        threads.close();
        log.close();
    }

    @Test
    void who_registers_while_the_broadcaster_closes_is_told_that_it_is_closed() {
        var sink = new ContainersSink() {
            @Override
            public boolean isClosed() {
                view.close();
                return false;
            }
        };
        assertThatIllegalStateException().isThrownBy(() -> view.register(sink)).withMessageContaining("closed");
        await().until(() -> broadcaster.listeners("a") == 0);
    }

    @Test
    void a_sink_that_cannot_be_registered_now_may_be_registered_later_and_misses_nothing() {
        String last = log.append(Update.on("a").data("known").id("mine").build())
                .thenApply(unused -> "mine")
                .toCompletableFuture()
                .join();
        log.append(Update.of("a", "missed"));
        var client = new Reader();
        Subscriber subscriber = broadcaster.connect(client, "a test").orElseThrow();
        var sink = new EventSink(Optional.of(subscriber), Optional.of(last), new JsonText(), threads.application());
        log.failReads();
        assertThatIllegalStateException().isThrownBy(() -> view.register(sink));
        log.goOn();
        view.register(sink);
        await().until(() -> client.stream().contains("data: missed\n"));
        assertThat(client.stream()).doesNotContain("tidings:gap", "data: known");
    }

    @Test
    void an_event_with_neither_data_nor_comment_is_sent_as_an_empty_comment() {
        var nothing = (OutboundSseEvent) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OutboundSseEvent.class},
                (proxy, method, arguments) -> null);
        assertThat(Outbound.frame(nothing, new JsonText())).hasToString(":\n\n");
    }

    /** As a container gives it. */
    private static class ContainersSink implements SseEventSink {

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            // Nobody looks.
        }
    }
}
