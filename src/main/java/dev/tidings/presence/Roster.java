package dev.tidings.presence;

import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import dev.tidings.log.Time;
import dev.tidings.subscribe.StreamOpened;
import dev.tidings.subscribe.Workers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who is there, kept while streams come and go.
 *
 * <p><b>Threads:</b> safe for any; has two of its own, while there is something to do, one of which the listener may keep
 * busy.
 *
 * <p><b>Order:</b> a stream is in here before its beginning is announced, and is not any more before its end is: whoever
 * takes the log's newest id, then looks in here, and then follows the log from that id knows exactly who is there.
 *
 * <p><b>Memory:</b> some hundred bytes for each stream, and what it asks for, held once for all who ask for it in the same words.
 */
public final class Roster implements AutoCloseable {

    private static final int THREADS = 2;

    private final boolean announces;
    private final Map<String, Attendance> here = new ConcurrentHashMap<>();
    private final SharedMatches matches = new SharedMatches();
    private final Workers workers;
    private final Announcements announcements;
    private final People people;

    /**
     * Nobody, at first.
     *
     * @param streams as many may be open at once
     * @param log appends an update
     * @param listener is given {@link PersonJoined} and {@link PersonLeft}, one at a time
     */
    public Roster(
            PresenceSettings settings,
            int streams,
            Function<Update, CompletionStage<EventId>> log,
            Consumer<Object> listener,
            ThreadFactory threads,
            Time time) {
        this.announces = settings.subscriptions();
        this.workers = new Workers("tidings-presence", THREADS, threads);
        this.announcements = new Announcements(log, workers, settings.in0x());
        this.people = new People(settings.grace(), streams, time, workers::executeIn, listener);
    }

    /** Takes note of a stream, and of its end when that comes. */
    void opened(StreamOpened stream) {
        var attendance = Attendance.of(stream, matches.share(stream.request().matches()));
        CompletionStage<Void> begun = CompletableFuture.completedFuture(null);
        try {
            here.put(attendance.id(), attendance);
            attendance.person().ifPresent(people::came);
            if (announces) {
                begun = announcements.begun(attendance);
            }
        } finally {
            // Whatever failed (a thread that cannot be made), or the stream would be in here for ever. Last, as it
            // may have ended already.
            CompletionStage<Void> told = begun;
            stream.subscriber().ending().whenComplete((reason, never) -> ended(attendance, told));
        }
    }

    private void ended(Attendance attendance, CompletionStage<Void> begun) {
        try {
            attendance
                    .person()
                    .ifPresent(person ->
                            people.went(person, attendance.subscriber().audience()));
        } finally {
            here.remove(attendance.id());
            matches.giveBack(attendance.matches());
            if (announces) {
                announcements.ended(attendance, begun);
            }
        }
    }

    int streams() {
        return here.size();
    }

    /** All; each that was there the whole time while this is gone through, and some of those that come or go meanwhile. */
    Stream<Subscription> subscriptions() {
        return here.values().stream().flatMap(Attendance::subscriptions);
    }

    /** Those of one matcher, as it was written. */
    Stream<Subscription> subscriptions(String matchType, String match) {
        return here.values().stream().flatMap(each -> each.subscriptions(matchType, match));
    }

    Optional<Subscription> subscription(String matchType, String match, String subscriber) {
        return Optional.ofNullable(here.get(subscriber))
                .flatMap(each -> each.subscriptions(matchType, match).findFirst());
    }

    /** Those that would be sent a public update of this topic. */
    Stream<Subscription> hearing(String topic) {
        return here.values().stream().flatMap(each -> each.hearing(topic));
    }

    Set<Person> people() {
        return people.all();
    }

    /** Those who would be sent a public update of this topic, or would if they were back already. */
    Set<Person> people(String topic) {
        Set<Person> all = people.leaving(topic);
        here.values().stream()
                .filter(each -> each.hears(topic))
                .forEach(each -> each.person().ifPresent(all::add));
        // Again, for those whose stream has ended since we looked first, and before we came to it.
        all.addAll(people.leaving(topic));
        return all;
    }

    /** Announces nothing any more, and ends the threads; streams that end later are forgotten in silence. */
    @Override
    public void close() {
        announcements.close();
        people.close();
        workers.close();
    }
}
