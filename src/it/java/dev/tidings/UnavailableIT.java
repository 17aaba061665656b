package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.log.FaultyEventLog;
import dev.tidings.orders.Errors;
import dev.tidings.outage.OutageApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What do publishers and listeners notice of a log that refuses, forgets or is slow? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnavailableIT {

    /** Long enough for a busy machine to do a few things in it, short enough to be waited for. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    // More than any of the servers has threads for requests.
    private static final int CROWD = 250;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive outage() {
        return ShrinkWrap.create(WebArchive.class, "outage.war")
                .addPackage(OutageApplication.class.getPackage())
                .addClasses(FaultyEventLog.class, Errors.class)
                // Above the system properties, which other tests may set.
                .addAsResource(
                        new StringAsset("config_ordinal=500\ntidings.publish.timeout=" + TIMEOUT),
                        "META-INF/microprofile-config.properties")
                .addAsLibrary(Artifacts.LIBRARY_JAR);
    }

    @AfterEach
    void recover() {
        become("well");
    }

    @Test
    void a_publisher_is_told_that_an_update_was_not_published() {
        try (EventStream stream = listen("refused")) {
            become("refusing");
            assertThat(unavailable(publish("refused", "never", "key-1"))).contains("was not published, send it again");
            become("well");
            assertThat(publish("refused", "again", "key-1").statusCode()).isEqualTo(200);
            stream.awaitData("again");
        }
    }

    @Test
    void a_publisher_whose_answer_was_lost_sends_again_with_the_same_key_and_is_heard_once() {
        try (EventStream stream = listen("lost")) {
            become("forgetful");
            assertThat(unavailable(publish("lost", "once", "key-2")))
                    .contains("may have been published. Send it again with the same key");
            become("well");
            assertThat(publish("lost", "once", "key-2").body())
                    .isEqualTo(stream.awaitData("once").lastEventId());
            publish("lost", "next", "key-3");
            stream.awaitData("once", "next");
        }
    }

    @Test
    void a_publisher_waits_for_a_slow_log_and_is_answered() {
        try (EventStream stream = listen("slow")) {
            become("slow");
            CompletableFuture<HttpResponse<String>> answer = publishing("slow", "at last", "key-4");
            stream.awaitData("at last");
            assertThat(answer).isNotDone();
            become("well");
            assertThat(answer)
                    .succeedsWithin(TIMEOUT)
                    .extracting(HttpResponse::body)
                    .isEqualTo(stream.lastEventId());
        }
    }

    @Test
    void a_publisher_waits_no_longer_than_the_timeout() {
        try (EventStream stream = listen("late")) {
            become("slow");
            long before = System.nanoTime();
            assertThat(unavailable(publish("late", "too late", "key-5")))
                    .contains("has not answered in time", "Send it again with the same key");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(3));
            become("well");
            assertThat(publish("late", "too late", "key-5").body())
                    .isEqualTo(stream.awaitData("too late").lastEventId());
        }
    }

    @Test
    void publishers_who_wait_are_in_nobodys_way() {
        try (EventStream stream = listen("crowd")) {
            become("slow");
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                answers.add(publishing("crowd", "of many", "crowd-" + i));
            }
            await().until(() -> stream.data().size() == CROWD);
            try (EventStream later = EventStream.open(uri("events?topic=crowd&last_event_id=earliest"))) {
                await().until(() -> later.data().size() == CROWD);
            }
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            become("well");
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer)
                            .succeedsWithin(TIMEOUT)
                            .extracting(HttpResponse::statusCode)
                            .isEqualTo(200));
        }
    }

    @Test
    void while_history_cannot_be_read_live_streams_and_publishers_go_on() {
        assertThat(publish("history", "old", "key-6").statusCode()).isEqualTo(200);
        try (EventStream live = listen("history")) {
            become("unreadable");
            try (EventStream behind = EventStream.open(uri("events?topic=history&last_event_id=earliest"))) {
                assertThat(publish("history", "new", "key-7").statusCode()).isEqualTo(200);
                live.awaitData("new");
                assertThat(behind.data()).isEmpty();
                become("well");
                behind.awaitData("old", "new");
                publish("history", "newest", "key-8");
                behind.awaitData("old", "new", "newest");
            }
        }
    }

    @Test
    void a_transaction_does_not_suffer_from_a_log_that_refuses() {
        try (EventStream stream = listen("sales")) {
            become("refusing");
            assertThat(act("sell/sales")).isEqualTo("committed");
            assertThat(act("sell-without-transaction/sales")).isEqualTo("done");
            become("well");
            assertThat(act("sell/sales")).isEqualTo("committed");
            stream.awaitData("sold");
        }
        assertThat(Http.get(uri("outage/errors")).body().lines())
                .filteredOn("an update of sales was not sent: the log refuses"::equals)
                .hasSize(2);
    }

    /** The detail of an answer that says "not now". */
    private static String unavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        return answer.body();
    }

    private HttpResponse<String> publish(String topic, String data, String key) {
        return publishing(topic, data, key).join();
    }

    private CompletableFuture<HttpResponse<String>> publishing(String topic, String data, String key) {
        HttpRequest request = HttpRequest.newBuilder(uri("events"))
                .header("Content-Type", Http.FORM)
                .POST(BodyPublishers.ofString(Http.form("topic", topic, "data", data, "key", key)))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private EventStream listen(String topic) {
        return EventStream.open(uri("events?topic=" + topic)).awaitOpen();
    }

    private void become(String what) {
        assertThat(act("log/" + what)).isEqualTo("done");
    }

    private String act(String what) {
        return Http.post(uri("outage/" + what), "text/plain", "").body();
    }

    private URI uri(String path) {
        return Server.local(application, "rest/" + path);
    }
}
