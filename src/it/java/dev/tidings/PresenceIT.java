package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What does an application, with the hub in it at a path of its own, know of those who listen? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PresenceIT {

    private static final int ROUNDS = 10;
    private static final int CROWD = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String SECRET = "one secret for both roles, of 32 bytes and more";
    private static final Pattern TOLD = Pattern.compile("\"id\":\"([^\"]+)\".*\"active\":(true|false)");

    @ArquillianResource
    private URI root;

    private HubUnderTest application;
    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return HubUnderTest.warWithTokens(
                        "present.war",
                        "tidings.subscribe.anonymous=true",
                        "tidings.subscriptions=true",
                        "tidings.presence.grace=12s",
                        "tidings.stream.heartbeat=500ms",
                        "MERCURE_TRUSTED_ISSUERS=https://issuer.example",
                        "MERCURE_PUBLISHER_JWT_KEY=" + SECRET,
                        "MERCURE_SUBSCRIBER_JWT_KEY=" + SECRET)
                .addClass(PresenceResource.class);
    }

    @BeforeEach
    void nobody_is_there() {
        application = new HubUnderTest(Server.local(root, ""), Server.process());
        hub = new MercureHub(application.at(".well-known/mercure"));
        await().atMost(PATIENCE).until(() -> application.streams() == 0);
        await().atMost(PATIENCE).until(() -> told("people").isEmpty());
    }

    private AccessToken token() {
        return new AccessToken(
                new SecretKeySpec(SECRET.getBytes(UTF_8), "HMAC"),
                "HS256",
                "https://issuer.example",
                hub.uri().toString(),
                Duration.ofMinutes(5),
                "subscribe",
                List.of("*"));
    }

    private EventStream listen(String query, String subject) {
        return hub.listen(query, Map.of("Authorization", "Bearer " + token().token(Map.of("sub", subject))));
    }

    private String told(String what) {
        return Http.get(application.at("presence/" + what)).body();
    }

    /** Each of ten thousand who come and go, half of them without a word, is told once as coming and then once as gone. */
    @Test
    void ten_thousand_who_come_and_go_are_told_once_each_and_nobody_is_left() {
        String all = hub.uri().getPath() + "/subscriptions";
        try (EventStream watcher = listen("match_urlpattern=" + all + "/exact/crowd/:subscriber", "watcher")) {
            for (int round = 0; round < ROUNDS; round++) {
                var crowd = ManyStreams.open(CROWD, application.events("crowd"));
                await().atMost(Duration.ofSeconds(30)).until(() -> crowd.open() == CROWD);
                // Those of the round before may not have been missed yet.
                assertThat(Integer.parseInt(told("hearing?topic=crowd"))).isGreaterThanOrEqualTo(CROWD);
                if (round % 2 == 0) {
                    crowd.reset();
                } else {
                    crowd.close();
                }
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> watcher.data().size() == 2 * ROUNDS * CROWD);
            Map<String, List<String>> byId = new HashMap<>();
            for (String data : watcher.data()) {
                Matcher each = TOLD.matcher(data);
                assertThat(each.find()).as(data).isTrue();
                assertThat(each.group(1)).startsWith(all + "/exact/crowd/urn%3Auuid%3A");
                byId.computeIfAbsent(each.group(1), unused -> new ArrayList<>()).add(each.group(2));
            }
            assertThat(byId).hasSize(ROUNDS * CROWD);
            assertThat(byId.values()).containsOnly(List.of("true", "false"));
            assertThat(told("hearing?topic=crowd")).isEqualTo("0");
            assertThat(told("subscriptions")).isEqualTo("1");
        }
        await().until(() -> told("subscriptions").equals("0"));
    }

    @Test
    void who_is_there_is_known_also_where_an_observer_of_the_application_fails() {
        try (EventStream stream = listen("match=fails", "fay")) {
            assertThat(told("hearing?topic=fails")).isEqualTo("1");
            assertThat(told("people")).isEqualTo("fay");
            Http.publish(application.events(), "fails", "heard all the same");
            stream.awaitData("heard all the same");
        }
        await().atMost(PATIENCE).until(() -> told("hearing?topic=fails"), "0"::equals);
    }

    @Test
    void a_reload_is_no_leave_and_tabs_are_one_person() {
        EventStream first = listen("match=rooms/1", "ann");
        try (EventStream other = listen("match=rooms/2", "bob")) {
            try (EventStream secondTab = listen("match=rooms/1", "ann")) {
                assertThat(told("people")).isEqualTo("ann bob");
                assertThat(told("people?topic=rooms/1")).isEqualTo("ann");
                first.close();
                await().until(() -> told("subscriptions").equals("2"));
                assertThat(secondTab.data()).isEmpty();
            }
            await().until(() -> told("subscriptions").equals("1"));
            assertThat(told("people?topic=rooms/1")).isEqualTo("ann");
            assertThat(other.data()).isEmpty();
        }
        try (EventStream again = listen("match=rooms/1", "ann")) {
            await().atMost(PATIENCE).until(this::annAndBob, "+ann +bob -bob"::equals);
            assertThat(told("people")).isEqualTo("ann");
            assertThat(again.data()).isEmpty();
        }
        await().atMost(PATIENCE).until(this::annAndBob, "+ann +bob -bob -ann"::equals);
        assertThat(told("people")).isEmpty();
    }

    private String annAndBob() {
        return String.join(
                " ",
                Stream.of(told("told").split(" "))
                        .filter(each -> each.matches(".(ann|bob)"))
                        .toList());
    }

    @Test
    void the_api_is_where_the_hub_is_and_names_its_topics_so() {
        String bearer = token().header();
        URI api = URI.create(hub.uri() + "/subscriptions");
        try (EventStream someone = hub.listen("match=https://a.example/b")) {
            Connection.Answer list = Connection.ask(api, "GET", "", bearer);
            assertThat(list.body())
                    .startsWith("{\"id\":\"" + api.getRawPath() + "\",")
                    .contains("\"id\":\"" + api.getRawPath() + "/exact/https%3A%2F%2Fa.example%2Fb/urn%3Auuid%3A");
            assertThat(list.header("Link").orElse("")).startsWith("<" + hub.uri() + ">; rel=\"mercure\"");
            assertThat(someone.data()).isEmpty();
        }
    }
}
