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
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which streams end when a session does? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionStreamsTest {

    private static final String TOLD = "event: tidings:kick\ndata: {\"reason\":\"the session has ended\"}\n\n";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final EventLog log = new MemoryEventLog(new Retention(100, 1 << 20, LONG), Time.SYSTEM);
    private final Broadcaster broadcaster = new Broadcaster(
            log,
            new BroadcastSettings(1, 20_000, 10, 10, 1 << 20, LONG, LONG, LONG, 3, 1 << 20),
            Thread::new,
            Time.SYSTEM);
    private final SessionStreams sessions = new SessionStreams(Duration.ofMillis(100));

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
    void one_that_has_ended_by_itself_is_forgotten() {
        var gone = new Reader();
        Subscriber stream = open("a", gone);
        assertThat(sessions.withStreams()).isEqualTo(1);
        stream.close();
        await().until(gone::isClosed);
        await().until(() -> sessions.withStreams() == 0);
    }

    @Test
    void one_whose_session_was_not_used_for_its_time_and_some_more_and_it_is_told_nothing() {
        var idle = new Reader();
        var other = new Reader();
        sessions.open(new Session("idle", Duration.ofMillis(1)), connect(idle));
        open("other", other);
        await().until(idle::isClosed);
        assertThat(idle.stream()).doesNotContain("tidings:kick");
        assertThat(other.isClosed()).isFalse();
        await().until(() -> sessions.withStreams() == 1);
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
            sessions.open(new Session(session, LONG), stream);
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
        sessions.open(new Session(session, LONG), stream);
        return stream;
    }

    private Subscriber connect(Sink client) {
        Audience everything = Audience.ofPublic(Set.of(new TopicMatcher.Any()));
        return broadcaster
                .subscribe(everything, Optional.empty(), client, "a test")
                .orElseThrow();
    }
}
