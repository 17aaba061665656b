package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can an application, and whoever sits at its machine, do to the streams of an HTTP session? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsIT {

    private static final int STREAMS = 2;
    private static final int BURST = 20;

    @ArquillianResource
    private URI root;

    private HubUnderTest hub;

    @Deployment(testable = false)
    static WebArchive sessions() {
        return HubUnderTest.war(
                        "sessions.war",
                        "tidings.playground=true",
                        "tidings.streams.per-session=" + STREAMS,
                        "tidings.streams.rate.per-address=" + BURST / 4,
                        "tidings.streams.rate.burst=4s",
                        "tidings.publish.rate.per-session=1",
                        "tidings.stream.heartbeat=1s")
                .addClass(SessionsResource.class);
    }

    @BeforeEach
    void nobody_is_there() {
        hub = new HubUnderTest(Server.local(root, ""), Server.process());
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.streams() == 0);
    }

    /** Of a session, by which its browser is known to the server, and its application. */
    private record Session(String id, Map<String, String> cookie) {}

    private Session session() {
        HttpResponse<String> answer = Http.post(hub.at("sessions"), "text/plain", "");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return new Session(answer.body(), Map.of("Cookie", cookie));
    }

    private EventStream listen(String topic, Map<String, String> headers) {
        return EventStream.open(hub.events(topic), headers).awaitOpen();
    }

    @Test
    void the_application_ends_the_streams_of_one_and_of_no_other() {
        Session one = session();
        Session two = session();
        try (EventStream first = listen("a", one.cookie);
                EventStream second = listen("b", one.cookie);
                EventStream other = listen("a", two.cookie);
                EventStream without = listen("a", Map.of());
                EventStream forged = listen("a", Map.of("Cookie", "JSESSIONID=" + "0".repeat(32)))) {
            assertThat(kick(one)).isEqualTo("2");
            await().until(() -> first.hasEndedCleanly() && second.hasEndedCleanly());
            assertThat(first.events()).contains("event: tidings:kick\ndata: {\"reason\":\"you have logged out\"}");
            hub.publish("a", 1);
            other.awaitData("1");
            without.awaitData("1");
            forged.awaitData("1");
            assertThat(kick(one)).isEqualTo("0");
        }
    }

    private String kick(Session session) {
        return Http.post(hub.at("sessions/" + session.id + "/kick"), "text/plain", "")
                .body();
    }

    @Test
    void one_has_as_many_streams_as_are_set_and_others_are_not_concerned() {
        Session one = session();
        try (EventStream first = listen("a", one.cookie);
                EventStream second = listen("a", one.cookie)) {
            try (EventStream tooMany = EventStream.open(hub.events("a"), one.cookie)) {
                await().until(tooMany::hasEndedCleanly);
                assertThat(tooMany.status()).isEqualTo(200);
                assertThat(tooMany.body()).matches(":\nretry: \\d+\n");
            }
            listen("a", session().cookie).close();
            listen("a", Map.of()).close();
            assertThat(first.hasEnded() || second.hasEnded()).isFalse();
            assertThat(kick(one)).isEqualTo("2");
            await().until(() -> first.hasEndedCleanly() && second.hasEndedCleanly());
            listen("a", one.cookie).close();
        }
    }

    @Test
    void who_asks_for_streams_too_often_is_sent_away_for_a_while_and_nobody_at_another_address() {
        String hasty = "127.0.0.9";
        int turnedAway = 0;
        for (int i = 0; i < 20 * BURST && turnedAway == 0; i++) {
            try (EventStream stream = EventStream.openFrom(hasty, local("a"), Map.of())) {
                await().until(() -> stream.hasEnded() || !stream.lastEventId().isEmpty());
                assertThat(stream.status()).isEqualTo(200);
                turnedAway += stream.hasEnded() ? 1 : 0;
                assertThat(turnedAway == 0 || i >= BURST).isTrue();
            }
        }
        assertThat(turnedAway).isEqualTo(1);
        listen("a", Map.of()).close();
        await().until(() -> {
            try (EventStream again = EventStream.openFrom(hasty, local("a"), Map.of())) {
                await().until(() -> again.hasEnded() || !again.lastEventId().isEmpty());
                return !again.hasEnded();
            }
        });
    }

    private URI local(String topic) {
        return URI.create(hub.events(topic).toString().replace("//localhost", "//127.0.0.1"));
    }

    @Test
    void nor_does_who_asks_for_the_head_too_often_or_kicks_and_is_told_when_to_come_back() {
        for (String method : List.of("HEAD", "POST")) {
            String from = "127.0.0.1" + method.length();
            Optional<Connection.Answer> refused = Optional.empty();
            for (int i = 0; i < 20 * BURST && refused.isEmpty(); i++) {
                try (Connection connection = Connection.from(
                        from, method.equals("HEAD") ? local("a") : local("a").resolve("events/kick"))) {
                    refused = Optional.of(
                                    connection.send(method, "", "", "Content-Type: " + Http.FORM, "Content-Length: 0"))
                            .filter(answer -> answer.status() == 429);
                }
            }
            assertThat(refused).as(method).isPresent();
            assertThat(refused.get().header("Retry-After")).contains("1");
        }
    }

    @Test
    void who_publishes_too_often_in_a_session_is_told_so_and_nobody_else() {
        Session hasty = session();
        String cookie = "Cookie: " + hasty.cookie.get("Cookie");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 200 && !statuses.contains(429); i++) {
            statuses.add(Connection.post(hub.events(), "topic=p&data=x", "Content-Type: " + Http.FORM, cookie)
                    .status());
        }
        assertThat(statuses).containsOnly(200, 429).hasSizeGreaterThan(5);
        hub.publish("p", 1);
        String other = "Cookie: " + session().cookie.get("Cookie");
        assertThat(Connection.post(hub.events(), "topic=p&data=x", "Content-Type: " + Http.FORM, other)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "X: y, 200",
        "Origin: https://evil.example, 403",
        "Origin: null, 403",
        "X-Forwarded-For: 127.0.0.1, 403",
        "Host: evil.example, 403",
    })
    void in_the_playground_whoever_sits_at_the_machine_ends_streams_and_nobody_through_their_browser(
            String header, int status) {
        try (EventStream stream = listen("play", Map.of())) {
            Connection.Answer answer =
                    Connection.post(hub.at("events/kick"), "topic=play&reason=x", "Content-Type: " + Http.FORM, header);
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            hub.publish("play", 1);
            await().until(() ->
                    status == 200 ? stream.hasEndedCleanly() : !stream.data().isEmpty());
        }
    }
}
