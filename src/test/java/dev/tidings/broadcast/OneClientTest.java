package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is said to one client alone, and what does it hear when it listens to something else from now on? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OneClientTest {

    private final Listening hub = Listening.with(100_000, 1_000);
    private final RecordingSink client = new RecordingSink();

    @AfterEach
    void close() {
        hub.close();
    }

    private Subscriber connect() {
        Subscriber subscriber = hub.broadcaster.connect(client, "a test").orElseThrow();
        client.of(subscriber);
        return subscriber;
    }

    private static Frame frame(String data) {
        return Frame.encode(Update.of("-", data));
    }

    private static void assertFailed(CompletionStage<?> stage, Ending reason) {
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StreamOverException.class,
                        over -> assertThat(over.reason()).isEqualTo(reason));
    }

    @Test
    void nothing_comes_from_the_log_before_it_listens_not_even_an_id() {
        Subscriber subscriber = connect();
        hub.publish("a", "before");
        subscriber.say(frame("said")).toCompletableFuture().join();
        assertThat(client.stream()).isEqualTo("data: said\n\n");
    }

    @Test
    void what_is_said_comes_in_order_and_each_stage_completes_when_the_sink_has_taken_it() {
        Subscriber subscriber = connect();
        List<CompletionStage<Void>> stages = IntStream.range(0, 1000)
                .mapToObj(i -> subscriber.say(frame("" + i)))
                .toList();
        stages.forEach(stage -> stage.toCompletableFuture().join());
        assertThat(client.received())
                .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "" + i).toList());
    }

    @Test
    void while_the_client_does_not_read_nothing_is_completed_and_then_it_goes_in_few_writes() {
        client.stopReading();
        Subscriber subscriber = connect();
        List<CompletionStage<Void>> stages = IntStream.range(0, 100)
                .mapToObj(i -> subscriber.say(frame("" + i)))
                .toList();
        await().until(client::hasRefused);
        assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
        client.readOn();
        stages.forEach(stage -> stage.toCompletableFuture().join());
        assertThat(client.writes()).isEqualTo(1);
    }

    @Test
    void a_client_for_which_too_much_waits_is_closed_and_what_waits_fails() {
        client.stopReading();
        Subscriber subscriber = connect();
        var first = subscriber.say(frame("x".repeat(Listening.SAID_BYTES)));
        var second = subscriber.say(frame("y"));
        assertFailed(second, Ending.OVERRUN);
        assertFailed(first, Ending.OVERRUN);
        await().until(client::isClosed);
        assertFailed(subscriber.say(frame("z")), Ending.OVERRUN);
    }

    @Test
    void whoever_is_finished_gets_what_was_said_and_is_then_closed() {
        client.stopReading();
        Subscriber subscriber = connect();
        var said = subscriber.say(frame("last words"));
        subscriber.finish();
        assertFailed(subscriber.say(frame("too late")), Ending.CLOSED);
        assertThat(client.isClosed()).isFalse();
        client.readOn();
        said.toCompletableFuture().join();
        await().until(client::isClosed);
        assertThat(client.received()).containsExactly("last words");
        assertThat(subscriber.ending().toCompletableFuture().join()).isEqualTo(Ending.CLOSED);
    }

    @Test
    void the_end_is_told_with_its_reason_and_what_waited_fails() {
        Subscriber subscriber = connect();
        client.leave();
        var said = subscriber.say(frame("a"));
        assertThat(subscriber.ending().toCompletableFuture().join()).isEqualTo(Ending.GONE);
        assertFailed(said, Ending.GONE);
    }

    @Test
    void who_begins_to_listen_hears_what_follows_and_nothing_before() {
        Subscriber subscriber = connect();
        hub.publish("a", "before");
        subscriber.listen(Listening.audience("a"), Optional.empty());
        hub.publish("a", "after");
        await().until(() -> client.received().contains("after"));
        assertThat(client.received()).doesNotContain("before");
        assertThat(hub.broadcaster.listeners("a")).isEqualTo(1);
    }

    @Test
    void who_begins_to_listen_with_an_id_hears_what_followed_that() {
        String last = hub.publish("a", "known").toString();
        hub.publish("a", "missed");
        connect().listen(Listening.audience("a"), Optional.of(last));
        Listening.awaitReceived(client, "missed");
    }

    @Test
    void who_asks_twice_before_anybody_looks_loses_nothing_in_between() {
        Subscriber subscriber = connect();
        subscriber.listen(Listening.audience("a"), Optional.empty());
        hub.publish("a", "in between");
        subscriber.listen(Listening.audience("a", "b"), Optional.empty());
        hub.publish("b", "after");
        await().until(() -> client.received().containsAll(List.of("in between", "after")));
    }

    @Test
    void who_listens_to_nothing_any_more_is_sent_nothing_and_counted_nowhere() {
        Subscriber subscriber = connect();
        subscriber.listen(Listening.audience("a"), Optional.empty());
        await().until(() -> hub.broadcaster.listeners("a") == 1);
        subscriber.listen(Listening.audience(), Optional.empty());
        await().until(() -> hub.broadcaster.listeners("a") == 0);
        hub.publish("a", "unheard");
        subscriber.say(frame("said")).toCompletableFuture().join();
        assertThat(client.received()).doesNotContain("unheard").contains("said");
    }

    /** Promise: however often a subscriber changes its audience, it gets every update of what it always listened to, once, in order. */
    @Test
    void changing_the_audience_under_load_loses_doubles_and_reorders_nothing_of_what_stays() throws Exception {
        Subscriber subscriber = connect();
        subscriber.listen(Listening.audience("stays"), Optional.empty());
        int updates = 20_000;
        ExecutorService publisher = Executors.newSingleThreadExecutor();
        try {
            var published = publisher.submit(() -> {
                for (int i = 0; i < updates; i++) {
                    hub.publish(i % 2 == 0 ? "stays" : "comes and goes", i + "");
                }
            });
            for (int i = 0; !published.isDone(); i++) {
                subscriber.listen(
                        i % 2 == 0 ? Listening.audience("stays", "comes and goes") : Listening.audience("stays"),
                        Optional.empty());
                if (i % 3 == 0) {
                    client.stopReading();
                } else {
                    client.readOn();
                }
                Thread.onSpinWait();
            }
            published.get();
        } finally {
            publisher.shutdownNow();
        }
        client.readOn();
        hub.publish("stays", "" + updates);
        await().until(() -> client.received().contains("" + updates));
        List<Integer> evens = new ArrayList<>();
        for (String each : client.received()) {
            if (each.matches("\\d+") && Integer.parseInt(each) % 2 == 0) {
                evens.add(Integer.valueOf(each));
            }
        }
        assertThat(evens)
                .isEqualTo(IntStream.rangeClosed(0, updates / 2)
                        .mapToObj(i -> 2 * i)
                        .toList());
        assertThat(client.misuse()).isEmpty();
    }
}
