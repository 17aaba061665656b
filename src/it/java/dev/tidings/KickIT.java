package dev.tidings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Who can end whose streams over HTTP, and what do those see? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class KickIT {

    private static final String OTHERS = "one secret of publishers and subscribers, of 32 bytes";
    private static final String OPERATORS = "a secret of those who operate the hub, of 32 bytes";
    private static final Map<String, Object> MAY_KICK =
            Map.of("type", "urn:tidings:operate", "actions", List.of("kick"));
    private static final String FORM = "Content-Type: " + Http.FORM;

    @ArquillianResource
    private URI root;

    private URI events;
    private URI kick;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war(
                "kick.war",
                "tidings.playground=false",
                "tidings.subscribe.anonymous=true",
                "tidings.resource=" + MercureHub.ADDRESS,
                "tidings.cors.origins=" + MercureHub.PAGE,
                "MERCURE_TRUSTED_ISSUERS=https://issuer.example,https://other.example",
                "MERCURE_PUBLISHER_JWT_KEY=" + OTHERS,
                "MERCURE_SUBSCRIBER_JWT_KEY=" + OTHERS,
                "MERCURE_OPERATOR_JWT_KEY=" + OPERATORS);
    }

    @BeforeEach
    void resolve() {
        events = Server.local(root, "events");
        kick = Server.local(root, "events/kick");
    }

    private static SignedToken operator() {
        return SignedToken.of(OPERATORS, "root").allows(MAY_KICK);
    }

    private static SignedToken person(String subject) {
        return SignedToken.of(OTHERS, subject);
    }

    private EventStream listen(String topic, SignedToken token) {
        return listen(topic, Map.of("Authorization", token.bearer()));
    }

    private EventStream listen(String topic, Map<String, String> headers) {
        return EventStream.open(URI.create(events + "?topic=" + topic), headers).awaitOpen();
    }

    private void publish(String topic, String data) {
        String bearer = person("publisher").publishes("*").bearer();
        Connection.Answer answer =
                Connection.post(events, Http.form("topic", topic, "data", data), FORM, "Authorization: " + bearer);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void kick(String form, int kicked) {
        Connection.Answer answer =
                Connection.post(kick, form, FORM, "Authorization: " + operator().bearer());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.type()).startsWith("application/json");
        assertThat(answer.body()).isEqualTo("{\"kicked\":" + kicked + "}");
    }

    private static void assertKicked(EventStream stream, String reason) {
        await().until(stream::hasEndedCleanly);
        List<String> told = stream.events();
        assertThat(told.get(told.size() - 1)).isEqualTo("event: tidings:kick\ndata: {\"reason\":\"" + reason + "\"}");
    }

    @Test
    void who_is_meant_is_told_why_and_closed_within_a_second_and_the_others_stay() {
        try (EventStream ann = listen("a", person("ann"));
                EventStream again = listen("b", person("ann"));
                EventStream anna = listen("a", person("anna"));
                EventStream an = listen("a", person("an"));
                EventStream nobody = listen("a", Map.of())) {
            kick("subject=ann&reason=the%20account%20was%20%22closed%22%20%C3%BC", 2);
            await().atMost(Duration.ofSeconds(1)).until(() -> ann.hasEnded() && again.hasEnded());
            assertKicked(ann, "the account was \\\"closed\\\" ü");
            assertKicked(again, "the account was \\\"closed\\\" ü");
            publish("a", "goes on");
            for (EventStream other : List.of(anna, an, nobody)) {
                other.awaitData("goes on");
                assertThat(other.hasEnded()).isFalse();
            }
        }
    }

    @Test
    void without_a_reason_there_is_one() {
        try (EventStream stream = listen("plain", Map.of())) {
            kick("topic=plain", 1);
            assertKicked(stream, "the stream was ended by an operator");
        }
    }

    @Test
    void a_token_is_known_by_its_name_and_by_its_hash() throws GeneralSecurityException {
        SignedToken named = person("bob").claim("jti", "token-1");
        SignedToken other = person("bob").claim("jti", "token-11");
        try (EventStream one = listen("t", named);
                EventStream two = listen("t", other)) {
            kick("token_id=token-1&reason=x", 1);
            assertKicked(one, "x");
            String signed = other.token().substring(0, other.token().lastIndexOf('.'));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(signed.getBytes(US_ASCII));
            kick("token_hash=" + HexFormat.of().formatHex(hash) + "&reason=y", 1);
            assertKicked(two, "y");
        }
    }

    @Test
    void subjects_of_two_issuers_are_two() {
        try (EventStream ours = listen("i", person("carl"));
                EventStream theirs = listen("i", person("carl").claim("iss", "https://other.example"))) {
            kick("subject=carl&issuer=https://other.example", 1);
            await().until(theirs::hasEndedCleanly);
            publish("i", "1");
            ours.awaitData("1");
        }
    }

    @Test
    void an_address_is_one_or_a_network_and_all_that_is_said_counts() {
        try (EventStream here = listen("net/1", Map.of());
                EventStream there = listen("net/2", Map.of())) {
            kick("address=192.0.2.0/24", 0);
            kick("address=127.0.0.0/8&topic=net/3", 0);
            kick("address=127.0.0.0/8&topic=net/1", 1);
            await().until(here::hasEndedCleanly);
            kick("address=127.0.0.1&topic=net/2", 1);
            await().until(there::hasEndedCleanly);
        }
    }

    @Test
    void a_client_that_was_kicked_comes_back_and_has_missed_nothing() {
        String id;
        try (EventStream first = listen("back", person("dora"))) {
            publish("back", "1");
            first.awaitData("1");
            kick("subject=dora", 1);
            await().until(first::hasEndedCleanly);
            id = first.lastEventId();
        }
        publish("back", "2");
        try (EventStream second =
                listen("back", Map.of("Authorization", person("dora").bearer(), "Last-Event-ID", id))) {
            second.awaitData("2");
        }
    }

    @Test
    void a_client_that_is_still_being_sent_the_history_gets_no_more_of_it() {
        int published = 100;
        String large = "x".repeat(256 << 10);
        IntStream.range(0, published).forEach(i -> publish("history", large));
        URI all = URI.create(events + "?topic=history&last_event_id=earliest");
        try (EventStream replayed = EventStream.openAndNeverRead(all);
                EventStream live = listen("history", Map.of())) {
            kick("topic=history", 2);
            await().until(live::hasEndedCleanly);
            await().atMost(Duration.ofSeconds(30)).until(replayed.readOn()::hasEnded);
            assertThat(replayed.data()).hasSizeLessThan(published / 2);
        }
        // Told why, if it takes the word within half a second: on a busy machine not the first time, perhaps.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (EventStream reading = EventStream.openAndNeverRead(all)) {
                kick("topic=history", 1);
                await().until(reading.readOn()::hasEnded);
                assertThat(reading.data()).hasSizeLessThan(published / 2);
                return reading.body()
                        .endsWith(
                                "event: tidings:kick\ndata: {\"reason\":\"the stream was ended by an operator\"}\n\n");
            }
        });
    }

    @Test
    void who_may_not_kick_does_not() {
        SignedToken publisher = person("mallory").publishes("*");
        SignedToken forged = person("mallory").allows(MAY_KICK);
        SignedToken toldOtherwise = SignedToken.of(OPERATORS, "mallory")
                .allows(Map.of(
                        "type",
                        "https://mercure.rocks/authorization-detail",
                        "actions",
                        List.of("kick", "publish"),
                        "topics",
                        List.of(Map.of("match", "*"))));
        try (EventStream victim = listen("victim", person("victim"))) {
            assertThat(refusal("topic=victim", "X: y")).isEqualTo(401);
            for (SignedToken bad : List.of(publisher, forged)) {
                assertThat(refusal("topic=victim", "Authorization: " + bad.bearer()))
                        .isEqualTo(401);
            }
            for (SignedToken weak : List.of(SignedToken.of(OPERATORS, "mallory"), toldOtherwise)) {
                assertThat(refusal("topic=victim", "Authorization: " + weak.bearer()))
                        .isEqualTo(403);
            }
            String cookie = "Cookie: " + operator().cookie();
            assertThat(refusal("topic=victim", cookie)).isEqualTo(400);
            assertThat(refusal("topic=victim", cookie, "Origin: https://evil.example"))
                    .isEqualTo(400);
            assertThat(refusal("topic=victim", cookie, "Origin: null")).isEqualTo(400);
            publish("victim", "still there");
            victim.awaitData("still there");
        }
    }

    private int refusal(String form, String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = FORM;
        return Connection.post(kick, form, all).status();
    }

    @Test
    void a_page_kicks_with_a_cookie_from_an_allowed_origin() {
        try (EventStream stream = listen("page", Map.of())) {
            Connection.Answer answer = Connection.post(
                    kick, "topic=page", FORM, "Cookie: " + operator().cookie(), "Origin: " + MercureHub.PAGE);
            assertThat(answer.body()).isEqualTo("{\"kicked\":1}");
            assertThat(answer.header("Access-Control-Allow-Origin")).contains(MercureHub.PAGE);
            await().until(stream::hasEndedCleanly);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reason=x",
                "topic=",
                "topic=all&topik=x",
                "topic=all&reason=a%0Ab",
                "topic=all&address=localhost"
            })
    void what_is_not_understood_ends_nobodys_stream(String form) {
        try (EventStream stream = listen("all", Map.of())) {
            Connection.Answer answer = Connection.post(
                    kick, form, FORM, "Authorization: " + operator().bearer());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.type()).startsWith("application/problem+json");
            publish("all", "x");
            await().until(() -> stream.data().contains("x"));
        }
    }

    @Test
    void a_query_is_not_looked_at() {
        URI withQuery = URI.create(kick + "?topic=query");
        try (EventStream stream = listen("query", Map.of())) {
            Connection.Answer answer = Connection.to(withQuery)
                    .send(
                            "POST",
                            "?topic=query",
                            "reason=x",
                            FORM,
                            "Authorization: " + operator().bearer());
            assertThat(answer.status()).isEqualTo(400);
            publish("query", "x");
            stream.awaitData("x");
        }
    }
}
