package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may listen and who may publish: in the playground, in an application as it is, and in one that is open to a page? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessIT {

    private static final String PAGE = "https://app.example";
    private static final String FROM_PAGE = "Origin: " + PAGE;

    @ArquillianResource
    @OperateOnDeployment("playground")
    private URI hub;

    @ArquillianResource
    private Deployer deployer;

    private URI playground;
    private URI shut;
    private URI open;

    @Deployment(name = "playground", testable = false, order = 1)
    static WebArchive playground() {
        WebArchive war = Artifacts.war();
        Server.expectNeighbour(shut());
        Server.expectNeighbour(open());
        return war;
    }

    @Deployment(name = "shut", managed = false, testable = false, order = 2)
    static WebArchive shut() {
        return application("shut.war", "");
    }

    @Deployment(name = "open", managed = false, testable = false, order = 3)
    static WebArchive open() {
        // A single stream, so that one too many is seen.
        return application(
                "open.war",
                "tidings.subscribe.anonymous=true\ntidings.cors.origins=" + PAGE
                        + ", https://other.example\ntidings.streams=1\ntidings.stream.heartbeat=500ms\n");
    }

    // The ordinal puts this file before the system properties, which make a playground of the whole server.
    private static WebArchive application(String name, String settings) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addClass(OtherApplication.class)
                .addAsLibrary(Artifacts.LIBRARY_JAR)
                .addAsResource(
                        new StringAsset("config_ordinal=500\ntidings.playground=false\n" + settings),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void resolve() {
        playground = Server.local(hub, "events").resolve("/tidings/events");
        shut = playground.resolve("/shut/rest/events");
        open = playground.resolve("/open/rest/events");
    }

    @Test
    @Order(1)
    void neighbours_come_up() {
        Server.deployNeighbour(deployer, "shut");
        Server.deployNeighbour(deployer, "open");
        for (URI neighbour : List.of(shut, open)) {
            await().until(() -> Connection.ask(neighbour, "OPTIONS", "").status(), status -> status == 204);
        }
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({"GET,''", "GET,?topics=a", "GET,?topic=%ff", "HEAD,''"})
    void nobody_listens_without_a_name_unless_that_is_allowed(String method, String query) {
        Connection.Answer answer = Connection.ask(shut, method, query);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge)
                        .startsWith("Bearer resource_metadata=\"http://")
                        .endsWith("/.well-known/oauth-protected-resource/shut/rest/.well-known/mercure\""));
        assertThat(answer.type()).isEqualTo("application/problem+json");
        if (!method.equals("HEAD")) {
            assertThat(answer.body()).contains("set tidings.subscribe.anonymous=true");
        }
    }

    @Test
    @Order(2)
    void nobody_publishes_over_http_outside_the_playground() {
        for (URI events : List.of(shut, open)) {
            Connection.Answer answer = Connection.post(events, "topic=t&data=x", "Content-Type: " + Http.FORM);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("set tidings.playground=true");
        }
    }

    @Test
    @Order(2)
    void anyone_listens_where_that_is_allowed_and_heads_are_no_streams() {
        for (int i = 0; i < 3; i++) {
            assertThat(Connection.ask(open, "HEAD", "").status()).isEqualTo(200);
        }
        // The only place may be taken by a stream that has gone, until its server notices.
        await().until(() -> {
            try (EventStream stream = EventStream.open(open)) {
                await().until(() -> stream.hasEnded() || !stream.lastEventId().isEmpty());
                return !stream.hasEnded() && isOneTooManyBeside(stream);
            }
        });
    }

    private boolean isOneTooManyBeside(EventStream stream) {
        try (EventStream oneTooMany = EventStream.open(open)) {
            await().until(oneTooMany::hasEnded);
            assertThat(oneTooMany.body()).matches(":\nretry: \\d+\n");
            assertThat(stream.hasEnded()).isFalse();
            return true;
        }
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({"GET,?topic=%ff,400", "HEAD,'',200", "OPTIONS,'',204"})
    void an_allowed_page_may_read_the_answer_and_another_may_not(String method, String query, int status) {
        Connection.Answer allowed = Connection.ask(open, method, query, FROM_PAGE);
        assertThat(allowed.status()).isEqualTo(status);
        assertThat(allowed.header("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(allowed.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(allowed.header("Vary")).contains("Origin");
        for (String origin : List.of("null", "http://app.example", PAGE + ":8443", PAGE + ".evil.example", "*")) {
            assertNotReadable(Connection.ask(open, method, query, "Origin: " + origin), status);
        }
        assertNotReadable(Connection.ask(open, method, query), status);
    }

    private static void assertNotReadable(Connection.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head()).doesNotContainIgnoringCase("Access-Control-");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    @Order(2)
    void a_stream_tells_the_browser_that_an_allowed_page_may_read_it() {
        // The only place is taken by the stream before, until its server has noticed that it is gone; a stream that is
        // turned away has the same head.
        for (String origin : List.of(PAGE, "https://other.example")) {
            try (EventStream stream = EventStream.open(open, Map.of("Origin", origin))) {
                assertThat(stream.head())
                        .contains("Access-Control-Allow-Origin: " + origin + "\r\n")
                        .contains("Access-Control-Allow-Credentials: true\r\n")
                        .contains("Vary: Origin\r\n");
            }
        }
        try (EventStream stream = EventStream.open(open, Map.of("Origin", "https://evil.example"))) {
            assertThat(stream.head()).contains("Vary: Origin\r\n").doesNotContain("Access-Control-");
        }
    }

    @Test
    @Order(2)
    void a_preflight_allows_listening_and_publishing_with_the_headers_of_clients() {
        Connection.Answer answer = Connection.ask(
                open, "OPTIONS", "", FROM_PAGE, "Access-Control-Request-Headers: last-event-id, cache-control");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET, HEAD, POST, QUERY");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .contains("Last-Event-ID, Cache-Control, Authorization, Content-Type");
        assertThat(answer.header("Access-Control-Max-Age")).contains("7200");
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        "Origin: https://evil.example,a page of another origin",
        "Origin: null,a page of another origin",
        "Origin: https://localhost:PORT,a page of another origin",
        "Origin: http://localhost,a page of another origin",
        "Origin: http://127.0.0.1:PORT,a page of another origin",
        "Host: evil.example:PORT,the Host header does not name this machine; use localhost",
        "Host: localhost.evil.example:PORT,the Host header does not name this machine",
        "X-Forwarded-For: 127.0.0.1,through a proxy",
        "Forwarded: for=127.0.0.1,through a proxy",
        "X-Real-IP: 127.0.0.1,through a proxy",
        "Via: 1.1 proxy,through a proxy"
    })
    void what_comes_from_elsewhere_does_not_publish_in_the_playground(String header, String cause) {
        Connection.Answer answer = fromHere(header);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("tidings.playground lets only this machine do this", cause);
    }

    @Test
    @Order(2)
    void a_page_whose_name_was_made_to_point_here_does_not_publish_in_the_playground() {
        assertThat(fromHere("Host: evil.example:PORT\r\nOrigin: http://evil.example:PORT")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        "X-Requested-With: nothing",
        "Origin: http://localhost:PORT",
        "Host: LOCALHOST:PORT",
        "Host: 127.0.0.1:PORT",
        "Host: [::1]:PORT"
    })
    void whoever_sits_at_this_machine_publishes_in_the_playground(String header) {
        assertThat(fromHere(header).status()).isEqualTo(200);
    }

    private Connection.Answer fromHere(String header) {
        String withPort = header.replace("PORT", String.valueOf(playground.getPort()));
        return Connection.post(playground, "topic=played&data=x", "Content-Type: " + Http.FORM, withPort);
    }

    @Test
    @Order(3)
    void neighbours_leave() {
        Server.undeployNeighbour(deployer, "shut", shut());
        Server.undeployNeighbour(deployer, "open", open());
    }
}
