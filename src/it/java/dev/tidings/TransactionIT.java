package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.orders.OrdersApplication;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What do browsers see of the events that an application fires, and when? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TransactionIT {

    private static final String PLACED =
            "{\"day\":\"2026-01-02\",\"id\":\"%s\"," + "\"lines\":[{\"article\":\"tea\",\"count\":2}],\"total\":%s}";

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive orders() {
        return ShrinkWrap.create(WebArchive.class, "orders.war")
                .addPackage(OrdersApplication.class.getPackage())
                .addAsLibrary(Artifacts.LIBRARY_JAR);
    }

    @Test
    void the_events_of_a_transaction_come_in_the_order_of_firing() {
        try (EventStream stream = listen("orders/1")) {
            assertThat(act("place/1")).isEqualTo("done");
            await().until(() -> stream.events().size() == 4);
            // The JSON-B of TomEE 9 writes decimals as strings, and has no setting for it.
            String total = Server.name().equals("tomee") ? "\"9.50\"" : "9.50";
            assertThat(stream.data().get(0)).isEqualTo(PLACED.formatted("1", total));
            assertThat(stream.events().get(0)).contains("\nevent: order-placed\n");
            assertThat(stream.events().get(1)).doesNotContain("event:");
            assertThat(stream.data().subList(1, 4)).containsExactly(paid("1", 1), "plain", paid("1", 2));
            assertThat(stream.events().get(2)).startsWith("id: own-1\n");
        }
    }

    @Test
    void an_event_comes_after_the_commit_and_not_before() {
        try (EventStream stream = listen("orders/2", "other/2")) {
            CompletableFuture<String> business = CompletableFuture.supplyAsync(() -> act("place-and-wait/2"));
            assertThat(act("await-waiting/2")).isEqualTo("done");
            Http.publish(uri("events"), "other/2", "while the transaction is open");
            stream.awaitData("while the transaction is open");
            assertThat(act("go-on/2")).isEqualTo("done");
            assertThat(business).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("done");
            stream.awaitData("while the transaction is open", paid("2", 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "place-and-roll-back, done",
        "place-and-fail, failed",
        "pay-and-roll-back, done",
        "pay-and-fail, failed",
    })
    void an_event_of_a_transaction_that_is_rolled_back_never_comes(String what, String outcome) {
        try (EventStream stream = listen("orders/" + what)) {
            act(what + "/" + what);
            assertThat(act("pay-without-transaction/" + what)).isEqualTo("done");
            stream.awaitData(paid(what, 1));
        }
    }

    @Test
    void an_inner_transaction_that_commits_is_heard_though_the_outer_one_does_not() {
        try (EventStream stream = listen("orders/3")) {
            act("place-with-receipt-and-roll-back/3");
            act("pay-without-transaction/3");
            stream.awaitData(paid("3", 100), paid("3", 1));
        }
    }

    @Test
    void transactions_of_cdi_beans_are_transactions() {
        try (EventStream stream = listen("orders/4")) {
            assertThat(act("pay/4")).isEqualTo("done");
            stream.awaitData(paid("4", 1), paid("4", 2));
        }
    }

    @Test
    void transactions_made_by_hand_are_transactions() {
        try (EventStream stream = listen("orders/5")) {
            assertThat(act("pay-by-hand/5")).isEqualTo("done");
            stream.awaitData(paid("5", 2), paid("5", 3));
        }
    }

    @Test
    void an_asynchronous_event_is_sent_too() {
        try (EventStream stream = listen("orders/6")) {
            assertThat(act("pay-asynchronously/6")).isEqualTo("done");
            stream.awaitData(paid("6", 1));
        }
    }

    @Test
    void an_alternate_topic_is_as_good_as_the_first_one() {
        try (EventStream stream = listen("payments")) {
            act("pay-without-transaction/7");
            await().until(() -> stream.data().contains(paid("7", 1)));
        }
    }

    @Test
    void a_private_event_reaches_nobody_who_was_not_granted_it() {
        try (EventStream stream = listen("orders/8", "*")) {
            assertThat(act("tell-a-secret/8")).isEqualTo("done");
            act("pay-without-transaction/8");
            await().until(() -> stream.data().contains(paid("8", 1)));
            assertThat(stream.body()).doesNotContain("{\"id\":\"8\"}");
        }
    }

    @Test
    void topics_are_filled_from_getters_and_fields_and_escaped_and_subclasses_are_streamed_too() {
        try (EventStream stream = listen("orders/7/a%20b", "orders/7/cancelled")) {
            assertThat(act("change/a%20b")).isEqualTo("done");
            stream.awaitData("{\"id\":7,\"state\":\"a b\"}", "{\"id\":7,\"state\":\"cancelled\"}");
        }
    }

    @Test
    void a_timer_of_the_application_is_a_publisher_like_any_other() {
        try (EventStream stream = listen("clock")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> stream.data().size() >= 2);
            assertThat(stream.data()).containsOnly("{\"of\":\"the application\"}");
            assertThat(stream.events()).allMatch(event -> event.contains("\nevent: tick\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "without-property",
                "with-null",
                "with-nothing",
                "malformed",
                "forged",
                "huge",
                "unserialisable",
                "cyclic"
            })
    void an_event_that_cannot_be_sent_is_logged_and_breaks_nothing(String what) {
        try (EventStream stream = listen("orders/" + what)) {
            assertThat(act(what + "/" + what)).isEqualTo("done");
            stream.awaitData(paid(what, 1), paid(what, 2));
        }
        String expected =
                switch (what) {
                    case "without-property" ->
                        "OrderEvents$WithoutProperty was not sent: the topic variable {nothing} is not";
                    case "with-null", "with-nothing" ->
                        "OrderEvents$WithNull was not sent: the topic variable {id} is empty";
                    case "malformed" -> "OrderEvents$Malformed was not sent: malformed template \"orders/{id\"";
                    case "forged" -> "OrderEvents$Forged was not sent: event types beginning with \"tidings:\"";
                    case "huge" ->
                        "an update of orders/huge was not sent: the data is larger than the 1048576 that"
                                + " tidings.publish.body-bytes allows";
                    case "unserialisable" -> "OrderEvents$Unserialisable was not sent";
                    default -> "OrderEvents$Cyclic was not sent";
                };
        assertThat(Http.get(uri("business/errors")).body()).contains(expected);
    }

    @Test
    void each_of_many_concurrent_transactions_keeps_its_order_and_loses_nothing() {
        int transactions = 200;
        int steps = 5;
        try (EventStream stream = listen("orders/9")) {
            IntStream.range(0, transactions)
                    .parallel()
                    .forEach(n ->
                            assertThat(act("pay-in-steps/9/" + n + "/" + steps)).isEqualTo("done"));
            await().until(() -> stream.data().size() == transactions * steps);
            List<Integer> heard = stream.data().stream()
                    .map(data -> Integer.valueOf(data.replaceAll(".*\"step\":(\\d+).*", "$1")))
                    .toList();
            assertThat(heard).doesNotHaveDuplicates();
            for (int n = 0; n < transactions; n++) {
                int first = n * steps;
                assertThat(heard.stream().filter(step -> step / steps == first / steps))
                        .isSorted();
            }
        }
    }

    private EventStream listen(String... topics) {
        String query = String.join(
                "&",
                List.of(topics).stream()
                        .map(topic -> "topic=" + Http.encode(topic))
                        .toList());
        return EventStream.open(uri("events?" + query)).awaitOpen();
    }

    private String act(String what) {
        return Http.post(uri("business/" + what), "text/plain", "").body();
    }

    private URI uri(String path) {
        return Server.local(application, "rest/" + path);
    }

    private static String paid(String id, int step) {
        return "{\"id\":\"" + id + "\",\"step\":" + step + "}";
    }
}
