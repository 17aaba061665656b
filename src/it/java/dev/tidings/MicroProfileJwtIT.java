package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.mobile.MobileApplication;
import dev.tidings.sales.SalesEvents;
import dev.tidings.sales.SalesResource;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What does a token grant that the server itself has verified (MicroProfile JWT), for how long, and to nobody else? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MicroProfileJwtIT {

    private static final String ISSUER = "https://issuer.example";
    private static final KeyPair ISSUERS = pair();
    private static final KeyPair SOMEBODYS = pair();
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String SECRET = "a secret of the other issuer, of 32 bytes and more";

    @ArquillianResource
    private URI injected;

    private URI root;

    @Deployment(testable = false)
    static WebArchive mobile() {
        String key = Base64.getEncoder().encodeToString(ISSUERS.getPublic().getEncoded());
        return ShrinkWrap.create(WebArchive.class, "mobile.war")
                .addPackage(MobileApplication.class.getPackage())
                .addClasses(SalesResource.class, SalesEvents.class)
                .addClasses(SalesEvents.class.getDeclaredClasses())
                .addAsLibrary(Artifacts.LIBRARY_JAR)
                .merge(Artifacts.war(), Filters.include("/WEB-INF/lib/.*"))
                .addAsResource(
                        Artifacts.settings(
                                "tidings.playground=false",
                                "tidings.operator-role=operator",
                                "tidings.login.publish=users/{me}/drafts",
                                "tidings.streams.per-token=2",
                                // Tokens of somebody else, for the hub alone.
                                "tidings.resource=https://hub.example/.well-known/mercure",
                                "MERCURE_TRUSTED_ISSUERS=https://other.example",
                                "MERCURE_SUBSCRIBER_JWT_KEY=" + SECRET,
                                "mp.jwt.verify.issuer=" + ISSUER,
                                "mp.jwt.verify.publickey=" + key),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void resolve() {
        root = Server.local(injected, "");
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static String token(KeyPair signer, String name, Duration life, String id, String... roles) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", "number of " + name);
        claims.put("upn", name);
        claims.put("jti", id);
        claims.put("groups", List.of(roles));
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().plus(life).getEpochSecond());
        var jws = new JsonWebSignature();
        jws.setHeader("typ", "JWT");
        jws.setAlgorithmHeaderValue("RS256");
        jws.setKey(signer.getPrivate());
        jws.setPayload(JsonUtil.toJson(claims));
        try {
            return "Bearer " + jws.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String token(String name, String... roles) {
        return token(ISSUERS, name, LONG, "of " + name, roles);
    }

    private EventStream listen(String bearer, String query) {
        String encoded = query.replace("{", "%7B").replace("}", "%7D");
        return EventStream.open(root.resolve("api/events" + encoded), Map.of("Authorization", bearer));
    }

    private void act(String what) {
        assertThat(Http.post(root.resolve("api/business/" + what), "text/plain", "")
                        .body())
                .isEqualTo("done");
    }

    private Connection.Answer post(String path, String bearer, String... form) {
        return Connection.post(
                root.resolve(path), Http.form(form), "Content-Type: " + Http.FORM, "Authorization: " + bearer);
    }

    private static String order(String id, String customer) {
        return "{\"customer\":\"" + customer + "\",\"id\":\"" + id + "\"}";
    }

    @Test
    void what_is_its_owners_and_its_groups_and_nothing_else_live_and_replayed() {
        String all = "?topic=orders/{id}&topic=users/{me}/orders/{id}&topic=news";
        try (EventStream sam = listen(token("sam", "sales"), all).awaitOpen();
                EventStream ann = listen(token("ann"), all).awaitOpen();
                EventStream number = listen(token("number of ann"), all).awaitOpen()) {
            act("order/1?customer=eve");
            act("order/2?customer=ann");
            act("news/all");
            sam.awaitData(order("1", "eve"), order("2", "ann"), "{\"id\":\"all\"}");
            ann.awaitData(order("2", "ann"), "{\"id\":\"all\"}");
            number.awaitData("{\"id\":\"all\"}");
        }
        try (EventStream ann = listen(token("ann"), "?last_event_id=earliest")) {
            await().until(() -> ann.data().contains("{\"id\":\"all\"}"));
            assertThat(ann.body()).doesNotContain("\"eve\"");
        }
    }

    @Test
    void nothing_to_who_brings_none_or_one_that_somebody_else_has_signed() {
        try (EventStream refused = EventStream.open(root.resolve("api/events"))) {
            assertThat(refused.status()).isEqualTo(401);
        }
        try (EventStream refused = listen(token(SOMEBODYS, "sam", LONG, "x", "sales"), "")) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    @Test
    void until_it_expires_and_then_it_opens_no_stream() {
        String bearer = token(ISSUERS, "ann", Duration.ofSeconds(12), "short");
        try (EventStream stream = listen(bearer, "?topic=news").awaitOpen()) {
            await().atMost(Duration.ofSeconds(60)).until(stream::hasEndedCleanly);
        }
        // The stream has ended a moment before.
        await().until(() -> status(bearer), Integer.valueOf(401)::equals);
    }

    @Test
    void beside_it_tokens_of_the_hub_go_on_being_good_in_a_cookie() {
        String cookie = SignedToken.of(SECRET, "carol")
                .claim("iss", "https://other.example")
                .claim("aud", "https://hub.example/.well-known/mercure")
                .cookie();
        act("order/3?customer=eve");
        act("news/for-carol");
        URI all = root.resolve("api/events?last_event_id=earliest");
        try (EventStream carol = EventStream.open(all, Map.of("Cookie", cookie))) {
            assertThat(carol.status()).as(carol.head()).isEqualTo(200);
            await().until(() -> carol.data().contains("{\"id\":\"for-carol\"}"));
            assertThat(carol.body()).doesNotContain("\"eve\"");
        }
        // The header, which was sent on purpose, goes before the cookie.
        try (EventStream both =
                EventStream.open(all, Map.of("Cookie", cookie, "Authorization", token("sam", "sales")))) {
            await().until(() -> both.data().contains(order("3", "eve")));
        }
    }

    private int status(String bearer) {
        try (EventStream stream = listen(bearer, "?topic=news")) {
            return stream.status();
        }
    }

    @Test
    void so_many_streams_as_one_token_may_have() {
        String bearer = token("bob");
        try (EventStream first = listen(bearer, "?topic=news").awaitOpen();
                EventStream second = listen(bearer, "?topic=news").awaitOpen();
                EventStream tooMany = listen(bearer, "?topic=news")) {
            await().until(tooMany::hasEndedCleanly);
            assertThat(tooMany.status()).isEqualTo(200);
            assertThat(first.hasEnded() || second.hasEnded()).isFalse();
        }
    }

    @Test
    void to_publish_to_what_is_its_owners_without_an_origin() {
        assertThat(post("api/events", token("ann"), "topic", "users/ann/drafts", "data", "x")
                        .status())
                .isEqualTo(200);
        assertThat(post("api/events", token("ann"), "topic", "users/sam/drafts", "data", "x")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_operator_ends_the_streams_of_one_token_by_its_name_and_nobody_else_does() {
        String stolen = token(ISSUERS, "carl", LONG, "stolen");
        String fresh = token(ISSUERS, "carl", LONG, "fresh");
        try (EventStream thief = listen(stolen, "?topic=news").awaitOpen();
                EventStream owner = listen(fresh, "?topic=news").awaitOpen()) {
            assertThat(post("api/events/kick", token("sam", "sales"), "token_id", "stolen")
                            .status())
                    .isEqualTo(403);
            assertThat(post("api/events/kick", token("olga", "operator"), "token_id", "stolen")
                            .body())
                    .isEqualTo("{\"kicked\":1}");
            await().until(thief::hasEndedCleanly);
            assertThat(owner.hasEnded()).isFalse();
        }
    }
}
