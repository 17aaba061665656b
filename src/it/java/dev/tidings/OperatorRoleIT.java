package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who of those that have logged in can end others' streams? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorRoleIT {

    @ArquillianResource
    private URI injected;

    private URI root;

    @Deployment(testable = false)
    static WebArchive sales() {
        return LoginIT.sales(
                        "tidings.playground=false",
                        "tidings.operator-role=auditor",
                        "tidings.login.publish=users/{me}/drafts")
                .addClass(OwnStreamsResource.class);
    }

    @BeforeEach
    void resolve() {
        root = Server.local(injected, "");
    }

    private Visitor visitor(String name) {
        return new Visitor(root).logIn(name, new StringBuilder(name).reverse().toString());
    }

    private String ownOrigin() {
        return "Origin: http://" + root.getAuthority();
    }

    private Connection.Answer kick(Visitor visitor, String form, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type: " + Http.FORM;
        all[headers.length + 1] = "Cookie: " + visitor.cookie();
        return Connection.post(root.resolve("api/events/kick"), form, all);
    }

    @Test
    void who_has_the_role_ends_streams_of_whoever_has_logged_in_by_that_name() {
        try (EventStream sam = visitor("sam").listen("?topic=orders/{id}").awaitOpen();
                EventStream sue = visitor("sue").listen("?topic=orders/{id}").awaitOpen()) {
            Connection.Answer answer =
                    kick(visitor("audrey"), "subject=sam&issuer=urn:tidings:login&reason=time%20to%20go", ownOrigin());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"kicked\":1}");
            await().until(sam::hasEndedCleanly);
            assertThat(sam.events()).containsExactly("event: tidings:kick\ndata: {\"reason\":\"time to go\"}");
            assertThat(sue.hasEnded()).isFalse();
        }
    }

    @Test
    void so_does_whom_the_application_grants_it() {
        try (EventStream sam = visitor("sam").listen("?topic=orders/{id}").awaitOpen()) {
            assertThat(kick(visitor("stacy"), "subject=sam", ownOrigin()).body())
                    .isEqualTo("{\"kicked\":1}");
            await().until(sam::hasEndedCleanly);
        }
    }

    @Test
    void a_session_is_one_of_the_streams_of_whoever_has_two() {
        Visitor here = visitor("sam");
        Visitor there = visitor("sam");
        try (EventStream meant = here.listen("?topic=orders/{id}").awaitOpen();
                EventStream other = there.listen("?topic=orders/{id}").awaitOpen()) {
            String form = Http.form("session", here.get("api/session/id").body(), "reason", "this one");
            assertThat(kick(visitor("audrey"), form, ownOrigin()).body()).isEqualTo("{\"kicked\":1}");
            await().until(meant::hasEndedCleanly);
            assertThat(meant.events()).containsExactly("event: tidings:kick\ndata: {\"reason\":\"this one\"}");
            assertThat(other.hasEnded()).isFalse();
            there.post("api/session/end");
            await().until(other::hasEndedCleanly);
        }
    }

    @Test
    void streams_that_the_application_opens_by_itself_are_those_of_whoever_has_logged_in() {
        Visitor sam = visitor("sam");
        Visitor ann = visitor("ann");
        try (EventStream own = sam.open("api/own/desk").awaitData("welcome");
                EventStream finite = sam.open("api/own/count");
                EventStream other = ann.open("api/own/desk").awaitData("welcome")) {
            await().until(() -> finite.data().size() > 1);
            assertThat(kick(visitor("audrey"), "subject=sam&reason=both", ownOrigin())
                            .body())
                    .isEqualTo("{\"kicked\":2}");
            for (EventStream meant : List.of(own, finite)) {
                await().until(meant::hasEndedCleanly);
                assertThat(meant.body()).endsWith("event: tidings:kick\ndata: {\"reason\":\"both\"}\n\n");
            }
            assertThat(other.hasEnded()).isFalse();
        }
    }

    @Test
    void who_logs_out_while_they_send_a_request_ends_nobodys_stream() {
        try (EventStream sue = visitor("sue").listen("?topic=news").awaitOpen()) {
            Connection.Answer answer = visitor("audrey").postAndLogOut("api/events/kick", "topic=news", ownOrigin());
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            assertThat(sue.hasEnded()).isFalse();
        }
    }

    @Test
    void who_has_not_logged_in_is_told_that_it_takes_a_login_to_publish_too() {
        HttpResponse<String> refused = new Visitor(root).publish("topic=users/ann/drafts&data=x");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("publishing needs a token or a login");
    }

    @Test
    void nobody_else_does_nor_a_page_of_others_in_the_name_of_who_has_it() {
        try (EventStream sally = visitor("sally").listen("?topic=orders/{id}").awaitOpen()) {
            assertThat(kick(new Visitor(root), "subject=sally", ownOrigin()).status())
                    .isEqualTo(401);
            for (String other : List.of("sam", "sue", "ann")) {
                assertThat(kick(visitor(other), "subject=sally", ownOrigin()).status())
                        .isEqualTo(403);
            }
            Visitor audrey = visitor("audrey");
            for (String header : List.of("X: y", "Origin: https://evil.example", "Origin: null")) {
                assertThat(kick(audrey, "subject=sally", header).status()).isEqualTo(400);
            }
            assertThat(kick(audrey, "subject=nobody", ownOrigin()).body()).isEqualTo("{\"kicked\":0}");
            assertThat(sally.hasEnded()).isFalse();
        }
    }
}
