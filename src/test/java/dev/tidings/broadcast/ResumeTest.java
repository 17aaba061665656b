package dev.tidings.broadcast;

import static dev.tidings.broadcast.Listening.awaitReceived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a client hears when it comes, when it comes back, and when it comes back too late. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResumeTest {

    private final Listening hub = Listening.with(3, 100);

    @AfterEach
    void close() {
        hub.close();
    }

    @Nested
    class A_new_client {

        @Test
        void hears_what_comes_after_it() {
            hub.publish("orders/1", "before");
            RecordingSink client = hub.connect("orders/1");
            hub.publish("orders/1", "after");
            awaitReceived(client, "after");
        }

        @Test
        void is_told_its_position_at_once_without_an_event_so_that_it_can_come_back_before_its_first() {
            EventId last = hub.publish("orders/1", "before");
            RecordingSink client = hub.connect("orders/1");
            await().until(client::stream, ("id: " + last + "\n\n")::equals);
        }

        @Test
        void whose_stream_is_opened_with_its_position_is_told_it_once_and_before_anything_is_written() {
            EventId last = hub.publish("orders/1", "before");
            RecordingSink client = new RecordingSink().opening();
            Subscriber subscriber = hub.subscribe(Optional.empty(), client, "orders/1");
            assertThat(client.stream()).isEqualTo("id: " + last + "\n\n");
            EventId next = hub.publish("orders/1", "after");
            client.of(subscriber);
            await().until(client::stream, ("id: " + last + "\n\nid: " + next + "\ndata: after\n\n")::equals);
        }

        @Test
        void hears_only_what_it_asked_for() {
            RecordingSink client = hub.connect("orders/{id}", "news");
            hub.publish("orders/1", "an order");
            hub.publish("other", "unheard");
            hub.publish("news", "news");
            awaitReceived(client, "an order", "news");
        }

        @Test
        void hears_an_update_once_though_several_of_its_topics_match() {
            RecordingSink client = hub.connect("orders/{id}", "orders/1", "*");
            hub.log.append(
                    Update.on("orders/1", "orders/2", "news").data("once").build());
            hub.publish("orders/3", "next");
            awaitReceived(client, "once", "next");
        }

        @Test
        void that_asks_for_the_earliest_hears_all_that_is_held() {
            hub.publish("orders/1", "placed");
            hub.publish("orders/1", "paid");
            awaitReceived(hub.resume("earliest", "orders/1"), "placed", "paid");
        }
    }

    @Nested
    class A_returning_client {

        @Test
        void first_hears_what_it_missed_and_then_what_is_new() {
            EventId last = hub.publish("orders/1", "placed");
            hub.publish("orders/1", "paid");
            RecordingSink client = hub.resume(last.toString(), "orders/1");
            hub.publish("orders/1", "shipped");
            awaitReceived(client, "paid", "shipped");
        }

        @Test
        void is_understood_when_its_id_lost_the_hash() {
            EventId last = hub.publish("orders/1", "placed");
            hub.publish("orders/1", "paid");
            awaitReceived(hub.resume(last.toString().substring(1), "orders/1"), "paid");
        }

        @Test
        void may_bring_an_id_of_another_topic() {
            EventId last = hub.publish("news", "unheard");
            hub.publish("orders/1", "placed");
            awaitReceived(hub.resume(last.toString(), "orders/1"), "placed");
        }

        @Test
        void may_bring_a_publishers_own_id() {
            hub.log.append(Update.on("orders/1").id("mine").data("placed").build());
            hub.publish("orders/1", "paid");
            awaitReceived(hub.resume("mine", "orders/1"), "paid");
        }

        @Test
        void that_brings_an_id_given_twice_goes_on_after_the_older() {
            hub.log.append(Update.on("a").id("mine").data("one").build());
            hub.log.append(Update.on("a").id("mine").data("two").build());
            awaitReceived(hub.resume("mine", "a"), "two");
        }

        @Test
        void that_brings_an_empty_id_is_a_new_one() {
            hub.publish("orders/1", "before");
            RecordingSink client = hub.resume("", "orders/1");
            hub.publish("orders/1", "after");
            awaitReceived(client, "after");
        }

        @Test
        void misses_nothing_if_only_its_own_last_event_is_gone() {
            EventId last = hub.publish("a", "0");
            for (int i = 1; i <= 3; i++) {
                hub.publish("a", "" + i);
            }
            awaitReceived(hub.resume(last.toString(), "a"), "1", "2", "3");
        }
    }

    @Nested
    class A_client_that_missed_something_for_good {

        @Test
        void is_told_so_then_hears_all_that_is_held() {
            EventId last = hub.publish("a", "0");
            for (int i = 1; i <= 4; i++) {
                hub.publish("a", "" + i);
            }
            RecordingSink client = hub.resume(last.toString(), "a");
            awaitReceived(client, "gap:expired", "2", "3", "4");
        }

        @Test
        void is_told_what_it_asked_for_and_what_there_is() {
            EventId last = hub.publish("a", "0");
            for (int i = 1; i <= 4; i++) {
                hub.publish("a", "" + i);
            }
            String e = last.epoch();
            RecordingSink client = hub.resume(last.toString(), "other");
            await().until(client::stream, stream -> !stream.isEmpty());
            assertThat(client.stream()).isEqualTo("""
                    id: #%s-2
                    event: tidings:gap
                    data: {"reason":"expired","requested":"#%s-1","earliest":"#%s-2","latest":"#%s-5"}

                    """.formatted(e, e, e, e));
        }

        @Test
        void is_told_once_because_the_gap_brings_a_good_id() {
            String id = hub.publish("a", "0").epoch() + "-2";
            for (int i = 1; i <= 4; i++) {
                hub.publish("a", "" + i);
            }
            awaitReceived(hub.resume("#" + id, "a"), "2", "3", "4");
        }

        @Test
        void is_not_taken_for_one_of_todays_when_it_brings_an_id_of_yesterday() {
            hub.publish("a", "one");
            awaitReceived(hub.resume("#yesterday-1", "a"), "gap:epoch", "one");
        }

        @Test
        void is_told_when_its_id_means_nothing() {
            hub.publish("a", "one");
            awaitReceived(hub.resume("whatever", "a"), "gap:unknown", "one");
        }

        @Test
        void is_not_believed_when_its_id_is_of_the_future() {
            EventId last = hub.publish("a", "one");
            awaitReceived(hub.resume("#" + last.epoch() + "-999", "a"), "gap:unknown", "one");
        }

        @Test
        void cannot_write_into_the_stream_with_its_id() {
            RecordingSink client = hub.resume("\"}\n\ndata: <forged>\\", "a");
            await().until(client::stream, stream -> !stream.isEmpty());
            assertThat(client.stream()).contains("\"requested\":\"\\u0022}\\u000a\\u000adata: \\u003cforged>\\u005c\"");
        }
    }
}
