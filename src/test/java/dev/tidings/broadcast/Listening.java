package dev.tidings.broadcast;

import static org.awaitility.Awaitility.await;

import dev.tidings.event.Audience;
import dev.tidings.event.EventId;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.Update;
import dev.tidings.log.EventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.SettableTime;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A log with its broadcaster, and the verbs that tests use on them. */
final class Listening implements AutoCloseable {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    static final Duration STALL = Duration.ofSeconds(20);
    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final int SAID_BYTES = 16 << 10;

    final EventLog log;
    final Broadcaster broadcaster;

    Listening(EventLog log, BroadcastSettings settings, Time time) {
        this.log = log;
        this.broadcaster = new Broadcaster(log, settings, Thread::new, time);
    }

    /** With a history of so many events, so many due to each audience, and one sweeper. */
    static Listening with(int history, int due) {
        return with(history, due, new SettableTime(), log -> log);
    }

    static Listening with(int history, int due, Time time, UnaryOperator<EventLog> around) {
        var memory = new MemoryEventLog(new Retention(history, Long.MAX_VALUE / 4, Duration.ofDays(1)), time);
        return new Listening(around.apply(memory), settings(1, due), time);
    }

    static BroadcastSettings settings(int sweepers, int due) {
        return new BroadcastSettings(sweepers, 20_000, 1_000, due, 1 << 24, HEARTBEAT, STALL, LIFETIME, 3, SAID_BYTES);
    }

    EventId publish(String topic, String data) {
        return log.append(Update.of(topic, data)).toCompletableFuture().join();
    }

    RecordingSink connect(String... topics) {
        return connect(Optional.empty(), new RecordingSink(), topics);
    }

    RecordingSink resume(String lastEventId, String... topics) {
        return connect(Optional.of(lastEventId), new RecordingSink(), topics);
    }

    RecordingSink connect(Optional<String> lastEventId, RecordingSink client, String... topics) {
        return client.of(subscribe(lastEventId, client, topics));
    }

    Subscriber subscribe(Optional<String> lastEventId, Sink sink, String... topics) {
        return broadcaster
                .subscribe(audience(topics), lastEventId, sink, "a test")
                .orElseThrow();
    }

    static Audience audience(String... topics) {
        Set<TopicMatcher> wanted = Stream.of(topics).map(TopicMatcher::parse).collect(Collectors.toSet());
        return Audience.ofPublic(wanted);
    }

    static void awaitReceived(RecordingSink client, String... events) {
        await().until(client::received, List.of(events)::equals);
    }

    @Override
    public void close() {
        broadcaster.close();
        log.close();
    }
}
