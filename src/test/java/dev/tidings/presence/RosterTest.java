package dev.tidings.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.EventId;
import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import dev.tidings.log.AppendException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who is there, and what are others told of them? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RosterTest {

    // Held, as loggers are collected otherwise.
    private static final Logger LOG = Logger.getLogger(Announcements.class.getName());

    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord message) {
            warnings.add(message.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private Roll roll = new Roll(Duration.ZERO);

    @BeforeEach
    void listenToTheLog() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void close() {
        roll.close();
        LOG.removeHandler(handler);
    }

    private static List<String> topics(List<Update> updates) {
        return updates.stream().map(update -> update.topics().get(0)).toList();
    }

    private List<String> matches() {
        return roll.roster.subscriptions().map(Subscription::match).sorted().toList();
    }

    @Test
    void each_matcher_of_a_stream_is_a_subscription_of_one_subscriber_that_is_told_in_private() {
        roll.open("ann", "a", "b", "a");
        assertThat(matches()).containsExactly("a", "b");
        assertThat(roll.roster.subscriptions().map(Subscription::subscriber).distinct())
                .singleElement()
                .asString()
                .matches("urn:uuid:[0-9a-f-]{36}");
        assertThat(roll.updates(0)).hasSize(2).allSatisfy(update -> {
            assertThat(update.isPrivate()).isTrue();
            assertThat(update.type()).contains("mercure");
            assertThat(update.topics()).hasSize(1);
            assertThat(Roll.isActive(update)).isTrue();
        });
        assertThat(topics(roll.updates(0)))
                .containsExactlyElementsOf(
                        roll.roster.subscriptions().map(Subscription::topic).toList());
    }

    @Test
    void two_streams_of_the_same_person_are_two_subscribers() {
        roll.open("ann", "a");
        roll.open("ann", "a");
        assertThat(roll.roster.subscriptions("exact", "a").map(Subscription::topic))
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(roll.roster.people()).containsExactly(new Person("https://issuer.example", "ann"));
    }

    @Test
    void what_ends_is_told_under_the_topic_under_which_it_began() {
        roll.open("ann", "a", "b").gone();
        await().until(() -> roll.updates(0).size() == 4);
        List<Update> updates = roll.updates(0);
        assertThat(topics(updates.subList(2, 4))).isEqualTo(topics(updates.subList(0, 2)));
        assertThat(updates).map(Roll::isActive).containsExactly(true, true, false, false);
        assertThat(roll.roster.subscriptions()).isEmpty();
    }

    @Test
    void whoever_would_be_sent_an_update_of_a_topic_is_found_by_it() {
        roll.open("ann", "rooms/1", "rooms/2");
        roll.open("bob", "rooms/{id}");
        roll.open("", "*");
        roll.open("cid", "other");
        assertThat(roll.roster.hearing("rooms/1").map(Subscription::match))
                .containsExactlyInAnyOrder("rooms/1", "rooms/{id}", "*");
        assertThat(roll.roster.people("rooms/1")).extracting(Person::subject).containsExactlyInAnyOrder("ann", "bob");
        assertThat(roll.roster.people("rooms/3")).extracting(Person::subject).containsExactly("bob");
        assertThat(roll.roster.people()).extracting(Person::subject).containsExactlyInAnyOrder("ann", "bob", "cid");
    }

    @Test
    void whoever_loses_their_stream_belongs_to_its_topics_for_the_time_of_grace() {
        roll.close();
        roll = new Roll(Duration.ofMinutes(1));
        Subscriber first = roll.open("ann", "rooms/1");
        first.gone();
        await().until(() -> roll.roster.streams() == 0);
        assertThat(roll.roster.people("rooms/1")).extracting(Person::subject).containsExactly("ann");
        assertThat(roll.roster.people("rooms/2")).isEmpty();
        // The events of the protocol are exact all the same.
        await().until(() -> roll.updates(0).size() == 2);
    }

    @Test
    void the_end_is_not_told_before_the_log_has_the_beginning() {
        var begun = new CompletableFuture<EventId>();
        var appended = new AtomicReference<Update>();
        roll.close();
        roll = new Roll(Duration.ZERO, log -> update -> {
            if (Roll.isActive(update)) {
                return begun;
            }
            appended.set(update);
            return log.append(update);
        });
        roll.open("ann", "a").gone();
        await().until(() -> roll.roster.streams() == 0);
        assertThat(appended).hasNullValue();
        begun.complete(new EventId("e", 1));
        await().until(() -> appended.get() != null);
    }

    @Test
    void a_log_that_takes_nothing_ends_no_stream_and_the_list_is_right() {
        roll.close();
        roll = new Roll(Duration.ZERO, log -> update -> {
            throw new AppendException(AppendException.Outcome.REJECTED, "as it should in this test");
        });
        Subscriber subscriber = roll.open("ann", "a");
        assertThat(matches()).containsExactly("a");
        subscriber.gone();
        await().until(() -> roll.roster.streams() == 0);
        await().until(() -> warnings.size() == 2);
    }

    @Test
    void of_a_stream_whose_beginning_fails_altogether_nothing_is_left_when_it_ends() {
        roll.close();
        roll = Roll.without(work -> {
            throw new OutOfMemoryError("as it should in this test");
        });
        assertThatThrownBy(() -> roll.open("ann", "a")).isInstanceOf(OutOfMemoryError.class);
        assertThat(roll.roster.streams()).isEqualTo(1);
        roll.broadcaster.kick(all -> true, Frame.of("tidings:kick", "{}"));
        await().until(() -> roll.roster.streams() == 0);
        await().until(() -> roll.roster.people().isEmpty());
    }

    @Test
    void who_is_there_when_the_hub_closes_is_forgotten_in_silence() {
        roll.open("ann", "a");
        await().until(() -> roll.people.size() == 1);
        roll.roster.close();
        roll.log.close();
        roll.broadcaster.close();
        assertThat(roll.roster.streams()).isZero();
        assertThat(roll.updates(0)).map(Roll::isActive).containsExactly(true);
        assertThat(roll.people).containsExactly(new PersonJoined(new Person("https://issuer.example", "ann")));
        assertThat(warnings).isEmpty();
    }
}
