package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.moments.MomentsApplication;
import dev.tidings.orders.Errors;
import java.net.URI;
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

/** What becomes of events that are fired at unusual moments, or have unusual shapes? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MomentsIT {

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive moments() {
        return ShrinkWrap.create(WebArchive.class, "moments.war")
                .addPackage(MomentsApplication.class.getPackage())
                .addClass(Errors.class)
                .addAsLibrary(Artifacts.LIBRARY_JAR);
    }

    @Test
    void events_fired_while_the_transaction_completes_follow_those_fired_in_it() {
        try (EventStream stream = listen("steps/commit")) {
            assertThat(act("call-and-commit/commit")).isEqualTo("done");
            stream.awaitData(
                    step("commit", "1"),
                    step("commit", "2"),
                    step("commit", "before completion"),
                    step("commit", "after success"));
        }
    }

    @Test
    void events_fired_before_a_rollback_are_not_sent() {
        try (EventStream stream = listen("steps/rollback")) {
            act("call-and-roll-back/rollback");
            shape("step", "rollback");
            await().until(() -> stream.data().contains(step("rollback", "done")));
            assertThat(stream.data())
                    .doesNotContain(
                            step("rollback", "1"),
                            step("rollback", "2"),
                            step("rollback", "before completion"),
                            step("rollback", "after success"));
        }
    }

    @Test
    void what_is_fired_outside_of_the_suspended_transaction_does_not_share_its_fate() {
        try (EventStream stream = listen("steps/outside")) {
            act("step-outside-and-roll-back/outside");
            shape("step", "outside");
            stream.awaitData(step("outside", "outside"), step("outside", "done"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "chain-without-transaction"})
    void an_event_that_an_observer_fires_follows_the_one_that_it_observed(String what) {
        try (EventStream stream = listen("steps/" + what)) {
            assertThat(act(what + "/" + what)).isEqualTo("done");
            stream.awaitData("{\"id\":\"" + what + "\"}", step(what, "inner"), step(what, "last"));
        }
    }

    @Test
    void events_of_a_transaction_that_took_too_long_are_not_sent() {
        try (EventStream stream = listen("steps/late")) {
            assertThat(act("be-late/late")).isEqualTo("rolled back");
            shape("step", "late");
            stream.awaitData(step("late", "done"));
        }
    }

    @Test
    void a_thread_that_the_server_does_not_know_may_fire() {
        try (EventStream stream = listen("steps/foreign")) {
            assertThat(act("fire-on-foreign-thread/foreign")).isEqualTo("done");
            stream.awaitData(step("foreign", "foreign"));
        }
    }

    @Test
    void a_managed_thread_has_no_part_in_the_transaction_that_started_it() {
        try (EventStream stream = listen("steps/managed")) {
            act("fire-on-managed-thread-and-roll-back/managed");
            stream.awaitData(step("managed", "managed"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, steps/a%2Fb",
        "ü {*}, steps/%C3%BC%20%7B%2A%7D",
        "'one\ntwo\u0001\u2028', steps/one%0Atwo%01%E2%80%A8",
        "%2F, steps/%252F",
    })
    void any_text_can_stand_for_a_topic_variable(String id, String topic) {
        try (EventStream stream = listen(topic)) {
            assertThat(shape("step", id)).isEqualTo("done");
            await().until(() -> stream.data().size() == 1);
        }
    }

    @Test
    void the_payload_is_what_json_b_makes_of_it() {
        try (EventStream stream = listen("shapes/everything")) {
            assertThat(shape("everything", "everything")).isEqualTo("done");
            await().until(() -> stream.data().size() == 1);
            // Johnzon writes each BigDecimal as a string, whatever its size.
            String quote = Server.name().equals("tomee") ? "\"" : "";
            assertThat(stream.data().get(0))
                    .isEqualTo(("{\"at\":\"2026-01-02T03:04:05.006Z\",\"counts\":{\"tea\":2},\"id\":\"everything\","
                                    + "\"lasts\":\"PT1H30M\","
                                    + "\"lines\":[{\"article\":\"tea\",\"price\":~1234567890123456789.50~}],"
                                    + "\"note\":\"noted\",\"state\":\"OPEN\",\"text\":\"ü\\n\\\"\u2028\",\"tiny\":~0.10~}")
                            .replace("~", quote));
        }
    }

    @Test
    void a_record_that_only_its_own_class_may_name_is_streamed_or_named_in_the_log() {
        try (EventStream stream = listen("shapes/hidden")) {
            assertThat(shape("hidden", "hidden")).isEqualTo("done");
            // JSON-B promises public classes only; Yasson takes it at its word.
            if (Server.name().equals("tomee")) {
                stream.awaitData("{\"id\":\"hidden\"}");
            } else {
                assertThat(Http.get(uri("moments/errors")).body()).contains("Shapes$Hidden was not sent: ");
            }
        }
    }

    @Test
    void getters_of_the_other_kind_and_fields_fill_topics() {
        try (EventStream stream = listen("shapes/true/7")) {
            shape("flag", "");
            stream.awaitData("{\"number\":7,\"open\":true}");
        }
    }

    @Test
    void a_topic_variable_that_fails_is_named_in_the_log() {
        assertThat(shape("failing", "")).isEqualTo("done");
        assertThat(Http.get(uri("moments/errors")).body())
                .contains("Shapes$Failing was not sent: the property of the topic variable {id} failed");
    }

    @Test
    void there_is_one_hub_however_much_is_asked_of_it() {
        for (int i = 0; i < 50; i++) {
            act("chain/hub");
            Http.get(uri("moments/errors"));
        }
        assertThat(Http.get(uri("moments/hubs")).body()).isEqualTo("1");
    }

    private EventStream listen(String topic) {
        return EventStream.open(uri("events?topic=" + Http.encode(topic))).awaitOpen();
    }

    private String act(String what) {
        return Http.post(uri("moments/" + what), "text/plain", "").body();
    }

    private String shape(String what, String id) {
        return act("shape?what=" + what + "&id=" + Http.encode(id));
    }

    private URI uri(String path) {
        return Server.local(application, "rest/" + path);
    }

    private static String step(String id, String step) {
        return "{\"id\":\"" + id + "\",\"step\":\"" + step + "\"}";
    }
}
