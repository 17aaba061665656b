package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.sales.SalesApplication;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does the login that an application has anyway grant to whoever has logged in, for how long, and to nobody else? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoginIT {

    private static final String KICKED = "event: tidings:kick\ndata: {\"reason\":\"the session has ended\"}";

    private static final AccessToken TOKEN = new AccessToken(
            new SecretKeySpec("a secret of the issuer, of 32 bytes and more".getBytes(UTF_8), "HMAC"),
            "HS256",
            "https://issuer.example",
            "https://hub.example/.well-known/mercure",
            Duration.ofMinutes(5),
            "subscribe",
            List.of("books/token"));

    @ArquillianResource
    private URI injected;

    private URI root;

    @Deployment(testable = false)
    static WebArchive sales() {
        return sales(
                "tidings.playground=false",
                "tidings.roles=auditor",
                // TomEE looks for sessions that are over every six seconds here.
                "tidings.stream.after-session=12s",
                "tidings.login.publish=users/{me}/drafts",
                "tidings.resource=" + TOKEN.audience(),
                "MERCURE_TRUSTED_ISSUERS=" + TOKEN.issuer(),
                "MERCURE_SUBSCRIBER_JWT_KEY=" + new String(TOKEN.key().getEncoded(), UTF_8));
    }

    static WebArchive sales(String... settings) {
        return ShrinkWrap.create(WebArchive.class, "sales.war")
                .addPackage(SalesApplication.class.getPackage())
                .addClasses(ArrivedFilter.class, ArrivedResource.class)
                .addAsLibrary(Artifacts.LIBRARY_JAR)
                .merge(Artifacts.war(), Filters.include("/WEB-INF/lib/.*"))
                .addAsResource(Artifacts.settings(settings), "META-INF/microprofile-config.properties")
                .addAsWebInfResource("sales/web.xml", "web.xml")
                .addAsWebResource("sales/login.html", "login.html")
                .addAsWebResource("sales/orders.html", "orders.html")
                .addAsWebResource("sales/orders.js", "orders.js");
    }

    @BeforeEach
    void resolve() {
        root = Server.local(injected, "");
    }

    @Test
    void who_has_not_logged_in_does_not_listen_and_is_told_why() {
        for (Visitor stranger : List.of(new Visitor(root), new Visitor(root).logIn("sam", "guessed"))) {
            try (EventStream refused = stranger.listen("?topic=news")) {
                assertThat(refused.status()).isEqualTo(401);
                await().until(refused::body, body -> body.contains("without a token or a login is not allowed"));
            }
            try (EventStream refused = stranger.listen("?topic=users/{me}/orders/{id}")) {
                assertThat(refused.status()).isEqualTo(401);
            }
        }
    }

    @Test
    void a_cookie_that_somebody_has_made_up_is_worth_nothing() {
        Visitor sam = visitor("sam");
        String cookie = sam.cookie();
        // Its end may be the name of a server, which is no secret.
        String guessed = cookie.replaceAll("=.{6}", "=AAAAAA");
        for (String forged : List.of("JSESSIONID=1", guessed)) {
            try (EventStream refused = new Visitor(root).listen("", "Cookie", forged)) {
                assertThat(refused.status()).isEqualTo(401);
            }
        }
        try (EventStream stream = new Visitor(root).listen("", "Cookie", cookie)) {
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    @Test
    void what_a_role_may_see_its_holders_see_live_and_replayed_whatever_they_ask_for() {
        try (EventStream sales = listen("sam", "?topic=orders/{id}")) {
            act("order/1?customer=eve");
            sales.awaitData(order("1", "eve"));
            assertThat(sales.events().get(0)).contains("event: order-placed\n");
        }
        for (String query : List.of("?topic=orders/1", "?topic=urn:tidings:role:sales", "")) {
            try (EventStream sales = listen("sam", earliest(query))) {
                await().until(() -> sales.data().contains(order("1", "eve")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sue", "ann", "ann/orders", "*", "{name}", "{me}", "..", "Eve", "%65ve"})
    void nobody_else_sees_it_live_or_replayed_whatever_they_ask_for(String other) {
        act("order/before?customer=eve");
        for (String query : List.of(
                "?topic=urn:tidings:role:sales&topic=news",
                "?topic=orders/{id}&topic=news",
                "?topic=users/eve/orders/{id}&topic=news",
                "?topic=urn:tidings:role:{role}&topic=news",
                "")) {
            try (EventStream stream = listen(other, earliest(query))) {
                act("order/now?customer=eve");
                act("news/after-" + other.hashCode());
                await().until(() -> stream.body().contains("after-" + other.hashCode()));
                assertThat(stream.body()).doesNotContain("\"eve\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann/orders", "ann%2Forders", "*", "{name}", "{me}", "..", "Eve", "%65ve"})
    void what_is_somebodys_own_they_hear_by_a_topic_with_me_in_it_whatever_their_name_looks_like(String lookalike) {
        String mine = "?topic=users/{me}/orders/{id}&topic=news";
        try (EventStream ann = listen("ann", mine);
                EventStream other = listen(lookalike, mine)) {
            act("order/2?customer=ann");
            act("order/3?customer=eve");
            act("order/4?customer=" + Http.encode(lookalike));
            act("news/own");
            ann.awaitData(order("2", "ann"), "{\"id\":\"own\"}");
            other.awaitData(order("4", lookalike), "{\"id\":\"own\"}");
        }
    }

    @Test
    void a_role_is_known_from_an_observer_of_the_event_and_from_the_setting() {
        String all = "?topic=tickets/{id}&topic=books/{id}&topic=news";
        try (EventStream support = listen("sue", all);
                EventStream auditor = listen("audrey", all);
                EventStream nobody = listen("ann", all)) {
            act("ticket/1");
            act("books/2026");
            act("news/known");
            support.awaitData("{\"id\":\"1\"}", "{\"id\":\"known\"}");
            auditor.awaitData("{\"id\":\"2026\"}", "{\"id\":\"known\"}");
            nobody.awaitData("{\"id\":\"known\"}");
        }
    }

    @Test
    void an_application_grants_what_it_wants() {
        try (EventStream stella = listen("stella", "?topic=stores/{number}/{what}&topic=news");
                EventStream ann = listen("ann", "?topic=stores/{number}/{what}&topic=news")) {
            act("store/stock");
            act("news/of-stores");
            stella.awaitData("{\"what\":\"stock\"}", "{\"id\":\"of-stores\"}");
            ann.awaitData("{\"id\":\"of-stores\"}");
        }
    }

    @Test
    void who_has_lost_what_the_application_granted_is_sent_away_and_comes_back_without_it_also_to_what_was_before() {
        Visitor stan = visitor("stan");
        String query = "?topic=stores/{number}/{what}&topic=news";
        String id;
        try (EventStream stream = open(stan, query)) {
            act("store/before");
            stream.awaitData("{\"what\":\"before\"}");
            id = stream.lastEventId();
            assertThat(stan.post("api/staff/stan/dismiss/store%207").statusCode())
                    .isEqualTo(403);
            assertThat(visitor("audrey")
                            .post("api/staff/stan/dismiss/store%207")
                            .body())
                    .isEqualTo("1");
            await().until(stream::hasEndedCleanly);
            assertThat(stream.body()).endsWith("data: {\"reason\":\"your duties have changed\"}\n\n");
        }
        act("store/meanwhile");
        for (String again : List.of(id, "earliest")) {
            try (EventStream back = stan.listen(query, "Last-Event-ID", again)) {
                act("store/now");
                act("news/for-stan-" + again.length());
                await().until(() -> back.data().contains("{\"id\":\"for-stan-" + again.length() + "\"}"));
                assertThat(back.body()).doesNotContain("\"what\"");
            }
        }
    }

    @Test
    void who_logs_in_again_without_a_role_sees_nothing_of_it_with_an_id_of_before() {
        String query = "?topic=orders/{id}&topic=news";
        String id;
        try (EventStream stream = listen("sally", query)) {
            act("order/stale-1?customer=eve");
            stream.awaitData(order("stale-1", "eve"));
            id = stream.lastEventId();
            visitor("audrey").post("api/staff/sally/dismiss/sales");
            await().until(stream::hasEndedCleanly);
        }
        act("order/stale-2?customer=eve");
        try (EventStream back = visitor("sally").listen(query, "Last-Event-ID", id)) {
            act("news/for-sally");
            back.awaitData("{\"id\":\"for-sally\"}");
        }
    }

    @Test
    void a_stream_ends_with_its_session_and_who_comes_back_is_nobody() {
        Visitor sam = visitor("sam");
        Visitor sameElsewhere = visitor("sam");
        try (EventStream stream = open(sam, "?topic=orders/{id}");
                EventStream second = open(sam, "?topic=news");
                EventStream elsewhere = open(sameElsewhere, "?topic=orders/{id}")) {
            String cookie = sam.cookie();
            assertThat(sam.post("api/session/end").body()).isEqualTo("done");
            await().atMost(Duration.ofSeconds(5)).until(() -> stream.hasEnded() && second.hasEnded());
            assertThat(stream.events()).containsExactly(KICKED);
            assertThat(stream.hasEndedCleanly()).isTrue();
            try (EventStream back = new Visitor(root).listen("?topic=orders/{id}", "Cookie", cookie)) {
                assertThat(back.status()).isEqualTo(401);
            }
            act("order/5?customer=eve");
            elsewhere.awaitData(order("5", "eve"));
        }
    }

    @Test
    void a_stream_ends_when_its_session_was_not_used_for_its_time_and_who_comes_back_is_nobody() {
        Visitor sam = visitor("sam");
        sam.post("api/session/timeout/3");
        try (EventStream stream = open(sam, "?topic=orders/{id}")) {
            await().atMost(Duration.ofSeconds(30)).until(stream::hasEndedCleanly);
            // Payara ends no session while a request of it is open, so there is no word for it there.
            assertThat(stream.events()).isSubsetOf(KICKED);
            assertThat(stream.events().isEmpty()).isEqualTo(Server.name().equals("payara"));
        }
        try (EventStream back = sam.listen("?topic=orders/{id}")) {
            assertThat(back.status()).isEqualTo(401);
        }
    }

    @Test
    void a_stream_that_is_opened_while_its_session_ends_ends_too() {
        Visitor hasty = visitor("hasty");
        try (EventStream stream = hasty.listen("?topic=orders/{id}")) {
            await().atMost(Duration.ofSeconds(5)).until(stream::hasEnded);
            // It may be over before it can take a word.
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.events()).isSubsetOf(KICKED);
        }
        try (EventStream refused = hasty.listen("?topic=orders/{id}")) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    @Test
    void after_a_logout_that_leaves_the_session_nobody_opens_a_stream_with_it() {
        Visitor sam = visitor("sam");
        try (EventStream stream = open(sam, "?topic=orders/{id}")) {
            sam.post("api/session/logout");
            try (EventStream refused = sam.listen("")) {
                assertThat(refused.status()).isEqualTo(401);
            }
            act("order/7?customer=eve");
            // Payara has the session go on under another id. The others tell nobody.
            await().until(() -> Server.name().equals("payara")
                    ? stream.events().equals(List.of(KICKED))
                    : stream.data().equals(List.of(order("7", "eve"))));
        }
    }

    @Test
    void when_the_id_of_the_session_changes_its_streams_end_and_come_back_with_the_rights_of_now() {
        Visitor sam = visitor("sam");
        String id;
        try (EventStream stream = open(sam, "?topic=orders/{id}")) {
            assertThat(sam.post("api/session/change-id").body()).isEqualTo("done");
            await().atMost(Duration.ofSeconds(5)).until(stream::hasEnded);
            assertThat(stream.events()).containsExactly(KICKED);
            id = stream.lastEventId();
        }
        act("order/6?customer=eve");
        try (EventStream back = sam.listen("?topic=orders/{id}", "Last-Event-ID", id)) {
            back.awaitData(order("6", "eve"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "users/ann/drafts, https://hub.example, 200",
        "users/ann/drafts, https://evil.example, 400",
        "users/ann/drafts, null, 400",
        "users/ann/drafts, '', 400",
        "users/sam/drafts, https://hub.example, 403",
        "users/ann/orders/1, https://hub.example, 403",
        "news, https://hub.example, 403",
    })
    void publishing_with_a_session_needs_a_setting_and_a_page_of_the_hub(String topic, String origin, int status) {
        Visitor ann = visitor("ann");
        String form = Http.form("topic", topic, "data", "x");
        assertThat((origin.isEmpty() ? ann.publish(form) : ann.publish(form, "Origin", origin)).statusCode())
                .isEqualTo(status);
    }

    @Test
    void who_logs_out_while_they_send_a_request_publishes_nothing() {
        Visitor ann = visitor("ann");
        String form = Http.form("topic", "users/ann/drafts", "data", "late");
        Connection.Answer answer = ann.postAndLogOut("api/events", form, "Origin: https://hub.example");
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).contains("has ended while it was sent");
    }

    @Test
    void who_is_kicked_while_a_stream_opens_has_none() {
        try (EventStream stream = visitor("nick").listen("?topic=news")) {
            await().until(stream::hasEnded);
            // It may be over before it can take a word.
            assertThat(stream.events()).isSubsetOf("event: tidings:kick\ndata: {\"reason\":\"too late\"}");
        }
    }

    @Test
    void a_token_beats_the_login_and_a_bad_one_is_refused_beside_it() {
        Visitor sam = visitor("sam");
        act("books/token");
        String bearer = TOKEN.header().substring("Authorization: ".length());
        try (EventStream stream =
                sam.listen(earliest("?topic=books/token&topic=orders/{id}"), "Authorization", bearer)) {
            await().until(() -> stream.data().contains("{\"id\":\"token\"}"));
            assertThat(stream.body()).doesNotContain("\"eve\"");
        }
        for (String bad : List.of(
                "Bearer a.b.c", TOKEN.life(Duration.ofSeconds(-1)).header().substring(15))) {
            try (EventStream refused = sam.listen("", "Authorization", bad)) {
                assertThat(refused.status()).isEqualTo(401);
            }
        }
    }

    @Test
    void a_header_that_is_the_servers_business_does_not_stand_in_the_way_of_a_login() {
        try (EventStream stream = visitor("sam").listen("", "Authorization", "Basic c2FtOm1hcw==")) {
            assertThat(stream.status()).isEqualTo(200);
        }
        try (EventStream refused = new Visitor(root).listen("", "Authorization", "Basic c2FtOm1hcw==")) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    void a_token_without_a_subject_has_no_topics_of_its_own() {
        String bearer = TOKEN.header().substring("Authorization: ".length());
        try (EventStream refused = new Visitor(root).listen("?topic=users/{me}/orders/{id}", "Authorization", bearer)) {
            assertThat(refused.status()).isEqualTo(401);
            await().until(refused::body, body -> body.contains("{me} is the name of whoever listens"));
        }
    }

    private Visitor visitor(String name) {
        Visitor visitor =
                new Visitor(root).logIn(name, new StringBuilder(name).reverse().toString());
        assertThat(visitor.get("api/session").body()).isEqualTo(name);
        return visitor;
    }

    private EventStream listen(String name, String query) {
        return open(visitor(name), query);
    }

    private static EventStream open(Visitor visitor, String query) {
        EventStream stream = visitor.listen(query);
        assertThat(stream.status()).isEqualTo(200);
        return query.contains("last_event_id") ? stream : stream.awaitOpen();
    }

    private void act(String what) {
        assertThat(new Visitor(root).post("api/business/" + what).body()).isEqualTo("done");
    }

    private static String earliest(String query) {
        return query + (query.isEmpty() ? "?" : "&") + "last_event_id=earliest";
    }

    private static String order(String id, String customer) {
        return "{\"customer\":\"" + customer + "\",\"id\":\"" + id + "\"}";
    }
}
