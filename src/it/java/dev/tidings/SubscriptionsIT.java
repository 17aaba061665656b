package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** Who is told, in a real server, who listens? Rules of the Mercure draft, section "Active Subscriptions". */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubscriptionsIT {

    private static final String ALL = "/.well-known/mercure/subscriptions";
    private static final AccessToken INSIDER = MercureHub.subscriber("*");
    private static final AccessToken OUTSIDER = MercureHub.subscriber("https://shop.example/orders/42");
    private static final Pattern CURSOR = Pattern.compile("last-event-id=\"([^\"]+)\"");

    @ArquillianResource
    private URI root;

    private MercureHub hub;

    @Deployment(testable = false)
    static WebArchive war() {
        return MercureHub.war("subscriptions.war", "tidings.subscriptions=true", "tidings.stream.heartbeat=1s");
    }

    @BeforeEach
    void resolve() {
        hub = MercureHub.at(root);
    }

    private URI api(String rest) {
        return URI.create(hub.uri() + "/subscriptions" + rest);
    }

    private Connection.Answer ask(String rest, AccessToken token, String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = token.header();
        return Connection.ask(api(rest), "GET", "", all);
    }

    /** The path of the hub, as clients know it: what stands in topics. */
    private static String topic(String rest) {
        return ALL + rest;
    }

    /** Of a stream that has begun just now; below the API's address. */
    private static String path(EventStream watcher, String match) {
        await().until(() -> documents(watcher).stream().anyMatch(one -> isBegun(one, match)));
        Map<String, Object> begun = documents(watcher).stream()
                .filter(one -> isBegun(one, match))
                .reduce((before, last) -> last)
                .orElseThrow();
        String id = (String) begun.get("id");
        assertThat(id).startsWith(ALL + "/" + begun.get("match_type") + "/" + percent(match) + "/urn%3Auuid%3A");
        return id.substring(ALL.length());
    }

    private static boolean isBegun(Map<String, Object> document, String match) {
        return document.get("match").equals(match) && document.get("active").equals(true);
    }

    /** What has been told of what is below this path. */
    private static List<Map<String, Object>> of(String path, EventStream watcher) {
        return documents(watcher).stream()
                .filter(one -> one.get("id").equals(topic(path)))
                .toList();
    }

    private static List<Map<String, Object>> documents(EventStream watcher) {
        return watcher.data().stream()
                .filter(data -> data.startsWith("{"))
                .map(SubscriptionsIT::json)
                .toList();
    }

    private static Map<String, Object> json(String text) {
        try {
            return JsonUtil.parseJson(text);
        } catch (JoseException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    private static String percent(String text) {
        return Http.encode(text).replace("+", "%20").replace("*", "%2A");
    }

    private EventStream watch(AccessToken token, String query) {
        return hub.listen(query, token);
    }

    @ParameterizedTest
    @CsvSource({
        "match, exact, https://shop.example/orders/42",
        "match, exact, plain",
        "match, exact, a/b%2Fc \u00fc?#;",
        "match_exact, exact, *",
        "match_urlpattern, urlpattern, https://shop.example/orders/:id",
        "match_urlpattern, urlpattern, 'urn\\:{/}?isbn\\:*'",
    })
    void whoever_was_granted_it_is_told_who_comes_and_goes_and_finds_them_meanwhile(
            String name, String type, String match) {
        String everything = "match_urlpattern=" + ALL + "/:type/:match/:subscriber";
        try (EventStream watcher = watch(INSIDER, everything)) {
            String path;
            try (EventStream someone = hub.listen(name + "=" + Http.encode(match))) {
                path = path(watcher, match);
                String id = topic(path);
                assertThat(of(path, watcher).get(0))
                        .isEqualTo(Map.of(
                                "id",
                                id,
                                "type",
                                "subscription",
                                "match_type",
                                type,
                                "match",
                                match,
                                "subscriber",
                                "urn:uuid:" + id.substring(id.length() - 36),
                                "active",
                                true));
                String document = watcher.data().stream()
                        .filter(data -> json(data).get("id").equals(id))
                        .findFirst()
                        .orElseThrow();
                assertThat(ask("", INSIDER).body()).contains(document);
                // Not every server lets a backslash pass in a path.
                if (match.indexOf('\\') < 0 || Server.name().equals("wildfly")) {
                    Connection.Answer one = ask(path, INSIDER);
                    assertThat(one.status()).as(one.head() + one.body()).isEqualTo(200);
                    assertThat(one.type()).startsWith("application/json");
                    assertThat(one.body()).isEqualTo(document);
                    assertThat(ask(path.substring(0, path.lastIndexOf('/')), INSIDER)
                                    .body())
                            .contains(document);
                }
                assertThat(someone.data()).isEmpty();
            }
            await().until(() -> of(path, watcher).size() == 2);
            assertThat(of(path, watcher).get(1)).containsEntry("active", false);
            assertThat(watcher.events()).allMatch(event -> event.contains("\nevent: mercure\n"));
            assertThat(ask(path, INSIDER).status()).isIn(404, 400);
            assertThat(ask("", INSIDER).body()).doesNotContain(path);
        }
    }

    @Test
    void a_stream_is_told_of_itself_too() {
        String own = ALL + "/:type/:match/:itself";
        try (EventStream watcher = watch(INSIDER, "match_urlpattern=" + own)) {
            assertThat(ask(path(watcher, own), INSIDER).status()).isEqualTo(200);
        }
    }

    @Test
    void a_stream_of_the_plain_door_is_told_too_and_its_template_has_a_type_of_our_own() {
        URI events = hub.uri().resolve("../events?topic=" + Http.encode("rooms/{id}") + "&topic=hall");
        try (EventStream watcher = watch(INSIDER, "match=*");
                EventStream stream = EventStream.open(events).awaitOpen()) {
            assertThat(path(watcher, "rooms/{id}")).startsWith("/uritemplate/rooms%2F%7Bid%7D/");
            assertThat(path(watcher, "hall")).startsWith("/exact/hall/");
            assertThat(ask("/uritemplate/rooms%2F%7Bid%7D", INSIDER).body()).contains("\"match\":\"rooms/{id}\"");
            assertThat(stream.data()).isEmpty();
        }
    }

    @Test
    void who_was_not_granted_it_is_told_nothing_live_or_replayed() {
        String before = hub.publish("topic=before&data=0");
        try (EventStream outsider = watch(OUTSIDER, "match=*");
                EventStream nobody = hub.listen("match=*");
                EventStream someone = hub.listen("match=a")) {
            hub.publish("topic=after&data=1");
            outsider.awaitData("1");
            nobody.awaitData("1");
            assertThat(someone.data()).isEmpty();
        }
        String query = "match=*&last_event_id=" + Http.encode(before);
        try (EventStream insider = watch(INSIDER, query)) {
            await().until(() -> insider.data().stream().anyMatch(data -> is(data, "a", false)));
        }
        try (EventStream outsider = watch(OUTSIDER, query);
                EventStream nobody = hub.listen(query)) {
            outsider.awaitData("1");
            nobody.awaitData("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/exact/a", "/exact/a/urn%3Auuid%3A00000000-0000-0000-0000-000000000000"})
    void the_api_is_for_those_who_were_granted_its_path(String rest) {
        Connection.Answer missing = Connection.ask(api(rest), "GET", "");
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.header("WWW-Authenticate").orElse("")).doesNotContain("error");
        Connection.Answer refused = ask(rest, OUTSIDER);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate").orElse("")).contains("error=\"insufficient_scope\"");
        int found = rest.contains("urn") ? 404 : 200;
        assertThat(ask(rest, MercureHub.subscriber(topic(rest))).status()).isEqualTo(found);
        assertThat(ask(rest + "?page=1", MercureHub.subscriber(topic(rest))).status())
                .isEqualTo(found);
        assertThat(ask(rest, MercureHub.publisher("*")).status()).isEqualTo(403);
    }

    @Test
    void a_grant_of_one_matcher_is_not_one_of_another_however_its_path_is_written() {
        AccessToken one = MercureHub.subscriber(topic("/exact/public"));
        assertThat(ask("/exact/public", one).status()).isEqualTo(200);
        assertThat(ask("/exact/%70ublic", one).status()).isEqualTo(200);
        for (String other : List.of("", "/exact/secret", "/exact/%73ecret", "/urlpattern/public", "/exact/public/x")) {
            assertThat(ask(other, one).status()).as(other).isEqualTo(403);
        }
    }

    @Test
    void one_url_pattern_grants_the_events_and_the_api_and_nothing_else() {
        Map<String, Object> detail = new HashMap<>(INSIDER.detail());
        detail.put("topics", List.of(Map.of("match", ALL + "{/*}?", "match_type", "urlpattern")));
        String bearer = "Bearer " + INSIDER.token(Map.of("authorization_details", List.of(detail)));
        try (EventStream watcher = hub.listen("match=*", Map.of("Authorization", bearer));
                EventStream someone = hub.listen("match=pattern/granted")) {
            String path = path(watcher, "pattern/granted");
            for (String rest : List.of("", path, path.substring(0, path.lastIndexOf('/')))) {
                assertThat(Connection.ask(api(rest), "GET", "", "Authorization: " + bearer)
                                .status())
                        .isEqualTo(200);
            }
            hub.publish("topic=pattern/granted&data=secret&private=on");
            hub.publish("topic=pattern/granted&data=public");
            someone.awaitData("public");
            await().until(() -> watcher.data().contains("public"));
            assertThat(watcher.data()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/exact", "/exact/a/b/c"})
    void other_paths_lead_nowhere(String rest) {
        assertThat(ask(rest, INSIDER).status()).isEqualTo(404);
    }

    @Test
    void where_0_x_is_off_nothing_is_told_in_its_words() {
        try (EventStream watcher = watch(INSIDER, "match=*")) {
            try (EventStream someone = hub.listen("match=off")) {
                path(watcher, "off");
                assertThat(ask("", INSIDER, "Accept: application/ld+json").type())
                        .startsWith("application/json");
                assertThat(ask("/off", INSIDER).status()).isEqualTo(404);
                assertThat(someone.data()).isEmpty();
            }
            await().until(() -> watcher.data().stream().anyMatch(data -> is(data, "off", false)));
            assertThat(watcher.events())
                    .allMatch(event -> event.contains("\nevent: mercure\n") && !event.contains("@context"));
        }
    }

    @Test
    void whoever_goes_on_from_the_cursor_of_a_list_misses_nothing_that_is_not_in_it() {
        try (EventStream before = hub.listen("match=c1")) {
            Connection.Answer list = ask("", INSIDER);
            assertThat(list.body())
                    .startsWith("{\"id\":\"" + ALL + "\",\"type\":\"subscriptions\",\"subscriptions\":[{");
            assertThat(list.body()).contains("\"match\":\"c1\"").doesNotContain("\"match\":\"c2\"");
            String link = list.header("Link").orElseThrow();
            assertThat(link)
                    .startsWith("<" + MercureHub.ADDRESS + ">; rel=\"mercure\"; ")
                    .endsWith("; type=\"mercure\"; content-type=\"application/json\"");
            Matcher cursor = CURSOR.matcher(link);
            assertThat(cursor.find()).isTrue();
            before.reset();
            try (EventStream between = hub.listen("match=c2");
                    EventStream watcher = watch(INSIDER, "match=*&last_event_id=" + Http.encode(cursor.group(1)))) {
                await().until(() -> watcher.data().stream().anyMatch(data -> is(data, "c2", true)));
                await().until(() -> watcher.data().stream().anyMatch(data -> is(data, "c1", false)));
                assertThat(watcher.data()).noneMatch(data -> is(data, "c1", true));
                assertThat(between.data()).isEmpty();
            }
        }
    }

    private static boolean is(String data, String match, boolean active) {
        return data.contains("\"match\":\"" + match + "\"") && data.contains("\"active\":" + active);
    }

    @Test
    void a_list_that_is_known_already_is_not_sent_again_until_something_has_happened() {
        var tags = new AtomicReference<String>();
        // Until nothing has happened meanwhile: ends of other tests' streams are told late.
        await().untilAsserted(() -> {
            tags.set(ask("", INSIDER).header("ETag").orElseThrow());
            Connection.Answer same = ask("", INSIDER, "If-None-Match: " + tags.get());
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
        });
        String tag = tags.get();
        try (EventStream someone = hub.listen("match=etag")) {
            assertThat(ask("", INSIDER, "If-None-Match: " + tag).body()).contains("\"match\":\"etag\"");
            assertThat(someone.data()).isEmpty();
        }
        assertThat(ask("", OUTSIDER, "If-None-Match: " + tag).status()).isEqualTo(403);
    }

    @Test
    void a_page_of_a_listed_origin_may_read_all_of_it() {
        for (Connection.Answer answer : List.of(
                ask("", INSIDER, "Origin: " + MercureHub.PAGE), ask("", OUTSIDER, "Origin: " + MercureHub.PAGE))) {
            assertThat(answer.header("Access-Control-Allow-Origin")).contains(MercureHub.PAGE);
            assertThat(answer.header("Access-Control-Expose-Headers").orElse(""))
                    .contains("Link");
        }
        assertThat(ask("", INSIDER, "Origin: https://other.example").header("Access-Control-Allow-Origin"))
                .isEmpty();
        Connection.Answer preflight = Connection.ask(api("/exact/a"), "OPTIONS", "", "Origin: " + MercureHub.PAGE);
        assertThat(preflight.header("Access-Control-Allow-Headers").orElse("")).contains("Authorization");
    }

    @Test
    void the_payload_of_the_first_grant_that_matches_the_matcher_is_told() {
        Map<String, Object> first = new HashMap<>(INSIDER.detail("p1"));
        first.put("payload", Map.of("name", "first \u00fc \"quoted\""));
        Map<String, Object> rest = new HashMap<>(INSIDER.detail("*"));
        rest.put("payload", Map.of("name", "rest"));
        String token = INSIDER.token(Map.of("authorization_details", List.of(first, rest)));
        try (EventStream someone = hub.listen("match=p1&match=p2", Map.of("Authorization", "Bearer " + token))) {
            assertThat(ask("/exact/p1", INSIDER).body()).contains("\"payload\":{\"name\":\"first ");
            assertThat(ask("/exact/p2", INSIDER).body()).contains("\"payload\":{\"name\":\"rest\"}");
            assertThat(someone.data()).isEmpty();
        }
    }

    @Test
    void the_hub_says_that_it_tells() {
        URI document = Server.local(root, ".well-known/oauth-protected-resource/.well-known/mercure");
        assertThat(Connection.ask(document, "GET", "").body()).contains("\"mercure_subscriptions\":true");
    }

    @Test
    void a_browser_hears_of_the_others_by_an_event_of_the_type_mercure() {
        ChromeDriver browser = Browser.open();
        try {
            // An EventSource of a page cannot send the header by itself, and the cookie is for https only.
            browser.executeCdpCommand("Network.enable", Map.of());
            String bearer = INSIDER.header().substring("Authorization: ".length());
            browser.executeCdpCommand(
                    "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Authorization", bearer)));
            String pattern = ALL + "/exact/rooms%2Fbrowser/:subscriber";
            URI watching = URI.create(hub.uri() + "?match_urlpattern=" + Http.encode(pattern));
            BrowserSource source = BrowserSource.open(browser, hub.uri().resolve("../page.css"), watching, "mercure");
            await().until(() -> source.opened() == 1);
            try (EventStream someone = hub.listen("match=rooms/browser")) {
                await().until(() -> source.events().size() == 1);
                assertThat(someone.data()).isEmpty();
            }
            await().until(() -> source.events().size() == 2);
            assertThat(source.events()).extracting(event -> event.get(0)).containsOnly("mercure");
            assertThat(source.data().get(0)).contains("\"active\":true");
            assertThat(source.data().get(1)).contains("\"active\":false");
        } finally {
            browser.quit();
        }
    }
}
