package dev.tidings.presence;

import dev.tidings.authorize.Grants;
import dev.tidings.authorize.Identity;
import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Entry;
import dev.tidings.event.EventId;
import dev.tidings.event.TopicMatcher;
import dev.tidings.event.Update;
import dev.tidings.log.EventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.PositionLostException;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import dev.tidings.subscribe.StreamOpened;
import dev.tidings.subscribe.SubscribeRequest;
import dev.tidings.subscribe.SubscribeRequest.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Stream;

/** A roster with a hub around it, and the verbs that tests use on them. */
final class Roll implements AutoCloseable {

    static final String HUB = "/.well-known/mercure";

    private static final Duration LONG = Duration.ofMinutes(10);

    final EventLog log = new MemoryEventLog(new Retention(1_000_000, Long.MAX_VALUE / 4, LONG), Time.SYSTEM);
    final Broadcaster broadcaster = new Broadcaster(
            log,
            new BroadcastSettings(2, 20_000, 1_000, 64, 1 << 24, LONG, LONG, LONG, 3, 1 << 16),
            Thread::new,
            Time.SYSTEM);
    final Queue<Object> people = new ConcurrentLinkedQueue<>();
    final Roster roster;

    Roll(Duration grace) {
        this(grace, log -> log::append);
    }

    /** @param around stands before the log */
    Roll(Duration grace, Function<EventLog, Function<Update, CompletionStage<EventId>>> around) {
        this(new PresenceSettings(true, false, grace), around, Thread::new);
    }

    private Roll(
            PresenceSettings settings,
            Function<EventLog, Function<Update, CompletionStage<EventId>>> around,
            ThreadFactory threads) {
        roster = new Roster(settings, 20_000, around.apply(log), people::add, threads, Time.SYSTEM);
    }

    /** Where the machine makes no threads. */
    static Roll without(ThreadFactory threads) {
        return new Roll(new PresenceSettings(true, false, Duration.ZERO), log -> log::append, threads);
    }

    /** Where clients of Mercure 0.x are told in their way, too. */
    static Roll in0x() {
        return new Roll(new PresenceSettings(true, true, Duration.ZERO), log -> log::append, Thread::new);
    }

    static Identity identity(String subject) {
        return new Identity("https://issuer.example", subject, "", Instant.MAX, Grants.NONE);
    }

    static Match match(String type, String topic) {
        return new Match(type, topic, TopicMatcher.parse(topic));
    }

    Subscriber open(String subject, String... topics) {
        return open(
                subject, Stream.of(topics).map(topic -> match("exact", topic)).toArray(Match[]::new));
    }

    Subscriber open(String subject, Match... matches) {
        var request = new SubscribeRequest(identity(subject), List.of(matches), Optional.empty(), true);
        Subscriber subscriber = broadcaster
                .subscribe(request.audience(), Optional.empty(), new Deaf(), "a test")
                .orElseThrow();
        roster.opened(new StreamOpened(subscriber, request, HUB));
        return subscriber;
    }

    /** What was published after a position. */
    List<Update> updates(long after) {
        try {
            return log.read(after, Integer.MAX_VALUE).stream()
                    .map(Entry::update)
                    .toList();
        } catch (PositionLostException tooSmall) {
            throw new IllegalStateException(tooSmall);
        }
    }

    /** Whether it is told there that a subscription has begun; else one has ended. */
    static boolean isActive(Update update) {
        return update.data().contains("\"active\":true");
    }

    @Override
    public void close() {
        roster.close();
        broadcaster.close();
        log.close();
    }

    /** A client that takes everything and keeps nothing. */
    private static final class Deaf implements Sink {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void write(byte[] block) {
            // Nobody looks.
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
