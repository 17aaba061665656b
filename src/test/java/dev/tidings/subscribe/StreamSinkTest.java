package dev.tidings.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.Update;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import jakarta.servlet.AsyncEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whose is the response when it begins, fails and ends? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamSinkTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final MemoryEventLog log = new MemoryEventLog(new Retention(100, 1 << 20, LONG), Time.SYSTEM);
    private final Broadcaster broadcaster = new Broadcaster(
            log, new BroadcastSettings(1, 10, 10, 10, 1 << 20, LONG, LONG, LONG, 3, 1 << 20), Thread::new, Time.SYSTEM);
    private final FakeResponse response = new FakeResponse();
    private final StreamSink sink = new StreamSink(response.context(), response, Runnable::run);

    @AfterEach
    void close() {
        broadcaster.close();
        log.close();
    }

    private Subscriber subscribe() {
        var audience = Audience.ofPublic(Set.of(TopicMatcher.parse("a")));
        return broadcaster.subscribe(audience, Optional.empty(), sink, "a test").orElseThrow();
    }

    private void publish() {
        log.append(Update.on("a").data("x").build());
    }

    @Test
    void a_stream_closed_before_it_started_is_completed_by_the_thread_that_starts_it() {
        Subscriber subscriber = subscribe();
        broadcaster.close();
        assertThat(response.completions()).isZero();
        sink.start(subscriber);
        assertThat(response.completions()).isEqualTo(1);
    }

    @Test
    void a_stream_is_completed_once_however_often_it_is_closed() {
        sink.start(subscribe());
        broadcaster.close();
        sink.close();
        assertThat(response.completions()).isEqualTo(1);
    }

    @Test
    void after_a_failed_write_the_response_is_not_touched_again() {
        response.failWhen(new CountDownLatch(0));
        sink.start(subscribe());
        publish();
        await().until(() -> broadcaster.statistics().streams() == 0);
        int touches = response.touches();
        publish();
        sink.close();
        broadcaster.close();
        assertThat(response.touches()).isEqualTo(touches);
        assertThat(response.completions()).isZero();
    }

    @Test
    void the_container_is_kept_in_its_callback_until_nobody_is_inside_the_response() throws Exception {
        var goOn = new CountDownLatch(1);
        sink.start(subscribe());
        publish();
        await().until(() -> response.touches() == 2); // written and flushed
        response.failWhen(goOn);
        publish();
        await().until(response::isInside);
        var insideAfterCallback = new boolean[] {false};
        Thread container = new Thread(() -> {
            try {
                response.listener().onError((AsyncEvent) null);
                insideAfterCallback[0] = response.isInside();
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        container.start();
        await().until(() -> container.getState() == Thread.State.WAITING || !container.isAlive());
        goOn.countDown();
        container.join();
        assertThat(insideAfterCallback[0]).isFalse();
    }
}
