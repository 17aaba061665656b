package dev.tidings.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.Session;
import dev.tidings.log.EventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.SettableTime;
import dev.tidings.log.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which streams end when a session does? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionStreamsTest {

    private static final String TOLD = "event: tidings:kick\ndata: {\"reason\":\"the session has ended\"}\n\n";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final EventLog log = new MemoryEventLog(new Retention(100, 1 << 20, LONG), Time.SYSTEM);
    private final Broadcaster broadcaster = new Broadcaster(
            log,
            new BroadcastSettings(1, 20_000, 10, 10, 1 << 20, LONG, LONG, LONG, 3, 1 << 20),
            Thread::new,
            Time.SYSTEM);
    private final SettableTime time = new SettableTime();
    private final List<FutureTask<Void>> looks = new CopyOnWriteArrayList<>();
    private final SessionStreams sessions = new SessionStreams(PATIENCE, time, (delay, work) -> {
        var look = new FutureTask<Void>(work, null);
        looks.add(look);
        return look;
    });

    @AfterEach
    void close() {
        broadcaster.close();
        log.close();
    }

    @Test
    void all_that_were_opened_in_it_and_they_are_told_why_and_no_others() {
        var first = new Reader();
        var second = new Reader();
        var other = new Reader();
        var nobodys = new Reader();
        open("a", first);
        open("a", second);
        open("b", other);
        open("", nobodys);
        sessions.ended("a");
        sessions.ended("");
        await().until(() -> first.isClosed() && second.isClosed());
        assertThat(first.stream()).endsWith(TOLD);
        assertThat(other.isClosed() || nobodys.isClosed()).isFalse();
        assertThat(broadcaster.statistics().streams()).isEqualTo(2);
    }

    @Test
    void one_that_is_opened_when_it_has_ended_already() {
        var late = new Reader();
        sessions.ended("a");
        open("a", late);
        await().until(late::isClosed);
        assertThat(late.stream()).endsWith(TOLD);
    }

    @Test
    void one_whose_opening_takes_so_long_that_so_many_others_have_ended_since() {
        var late = new Reader();
        sessions.ended("a");
        IntStream.range(0, 10_000).forEach(i -> sessions.ended("other " + i));
        sessions.open(new Session("a", TIMEOUT, Optional::empty), connect(late));
        await().until(late::isClosed);
        assertThat(late.stream()).endsWith(TOLD);
    }

    @Test
    void none_of_a_new_one_that_the_server_has_given_the_id_of_another() {
        var reader = new Reader();
        sessions.ended("a");
        sessions.begun("a");
        open("a", reader);
        assertThat(sessions.withStreams()).isEqualTo(1);
        assertThat(reader.isClosed()).isFalse();
    }

    @Test
    void those_of_the_unused_also_where_the_server_cannot_say_it_of_another() {
        List<Reader> unused = List.of(new Reader(), new Reader(), new Reader());
        for (int i = 0; i < unused.size(); i++) {
            open("known " + i, unused.get(i));
            open("unknown " + i, new Reader(), () -> {
                throw new UnsupportedOperationException("the store of sessions is away");
            });
        }
        time.pass(TIMEOUT.plus(PATIENCE));
        look();
        await().until(() -> unused.stream().allMatch(Reader::isClosed));
        await().until(() -> sessions.withStreams() == 3);
    }

    @Test
    void one_that_has_ended_by_itself_is_forgotten() {
        var gone = new Reader();
        Subscriber stream = open("a", gone);
        assertThat(sessions.withStreams()).isEqualTo(1);
        stream.close();
        await().until(gone::isClosed);
        await().until(() -> sessions.withStreams() == 0);
    }

    @Test
    void all_of_one_that_nobody_has_used_for_its_time_and_some_more_together_and_they_are_told_nothing() {
        var first = new Reader();
        var second = new Reader();
        var other = new Reader();
        sessions.open(session("idle", Instant.EPOCH), connect(first));
        time.pass(TIMEOUT.minusMillis(1));
        sessions.open(session("idle", Instant.EPOCH), connect(second));
        sessions.open(session("other", Instant.MAX), connect(other));
        time.pass(TIMEOUT.plus(PATIENCE).minusMillis(1));
        look();
        assertThat(first.isClosed() || second.isClosed()).isFalse();
        time.pass(Duration.ofMillis(1));
        look();
        await().until(() -> first.isClosed() && second.isClosed());
        assertThat(first.stream() + second.stream()).doesNotContain("tidings:kick");
        assertThat(other.isClosed()).isFalse();
        await().until(() -> sessions.withStreams() == 1);
    }

    @Test
    void none_of_one_that_other_requests_use() {
        var stream = new Reader();
        var used = new AtomicReference<>(time.now());
        sessions.open(new Session("used", TIMEOUT, () -> Optional.of(used.get())), connect(stream));
        time.pass(TIMEOUT);
        used.set(time.now());
        time.pass(TIMEOUT);
        look();
        assertThat(stream.isClosed()).isFalse();
        time.pass(PATIENCE);
        look();
        await().until(stream::isClosed);
    }

    @Test
    void none_of_one_in_which_a_stream_is_opened_while_the_server_is_asked() {
        var before = new Reader();
        var meanwhile = new Reader();
        Session renewed = session("a", Instant.EPOCH);
        open("a", before, () -> {
            sessions.open(renewed, connect(meanwhile));
            return Optional.empty();
        });
        time.pass(TIMEOUT.plus(PATIENCE));
        look();
        assertThat(before.isClosed() || meanwhile.isClosed()).isFalse();
        assertThat(sessions.withStreams()).isEqualTo(1);
    }

    @Test
    void there_is_one_look_to_come_and_no_more_whatever_happens_during_the_last() {
        var before = new Reader();
        open("a", before, () -> {
            // All go, and somebody comes.
            sessions.ended("a");
            await().until(before::isClosed);
            open("b", new Reader());
            throw new IllegalStateException("what a server may throw, too");
        });
        time.pass(TIMEOUT.plus(PATIENCE));
        FutureTask<Void> look = looks.get(0);
        look.run();
        assertThat(looks.stream().filter(each -> !each.isDone())).hasSize(1);
        look();
        assertThat(looks.stream().filter(each -> !each.isDone())).hasSize(1);
    }

    @Test
    void nobody_looks_when_there_is_none() {
        var reader = new Reader();
        Subscriber stream = open("a", reader);
        assertThat(looks).hasSize(1);
        stream.close();
        await().until(() -> looks.stream().allMatch(Future::isCancelled));
    }

    @Test
    void none_stays_of_those_that_open_at_the_moment_at_which_their_session_ends() throws Exception {
        List<Reader> clients = new ArrayList<>();
        var moment = new CyclicBarrier(2);
        for (int i = 0; i < 2_000; i++) {
            String session = "session " + i;
            var client = new Reader();
            clients.add(client);
            Subscriber stream = connect(client);
            Thread container = new Thread(() -> {
                meet(moment);
                sessions.ended(session);
            });
            container.start();
            meet(moment);
            sessions.open(session(session, Instant.EPOCH), stream);
            container.join();
        }
        await().until(() -> clients.stream().allMatch(Reader::isClosed));
        assertThat(clients).allMatch(client -> client.stream().endsWith(TOLD));
    }

    private static void meet(CyclicBarrier moment) {
        try {
            moment.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Subscriber open(String session, Reader client) {
        Subscriber stream = connect(client);
        sessions.open(session(session, Instant.EPOCH), stream);
        return stream;
    }

    /** Of which the server says so when it is asked again. */
    private void open(String session, Reader client, Supplier<Optional<Instant>> later) {
        var answer = new AtomicReference<Supplier<Optional<Instant>>>(() -> Optional.of(Instant.EPOCH));
        sessions.open(new Session(session, TIMEOUT, () -> answer.get().get()), connect(client));
        answer.set(later);
    }

    /** As a server shows it, of which it says that it was last used then. */
    private static Session session(String id, Instant lastUse) {
        return new Session(id, TIMEOUT, () -> Optional.of(lastUse));
    }

    /** What the timer would do, when its time has come. */
    private void look() {
        looks.get(looks.size() - 1).run();
    }

    private Subscriber connect(Sink client) {
        Audience everything = Audience.ofPublic(Set.of(new TopicMatcher.Any()));
        return broadcaster
                .subscribe(everything, Optional.empty(), client, "a test")
                .orElseThrow();
    }
}
