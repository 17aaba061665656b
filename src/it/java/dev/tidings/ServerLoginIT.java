package dev.tidings;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What does the server's own form grant, to people whom the server itself knows? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerLoginIT {

    @ArquillianResource
    private URI injected;

    private URI root;

    @Deployment(testable = false)
    static WebArchive sales() {
        return ServerLogins.sales(
                "form.war",
                "/orders.html",
                "<auth-method>FORM</auth-method><form-login-config><form-login-page>/login.html</form-login-page>"
                        + "<form-error-page>/login.html</form-error-page></form-login-config>",
                "tidings.playground=false",
                "tidings.subscribe.anonymous=true");
    }

    @BeforeEach
    void resolve() {
        root = Server.local(injected, "");
    }

    private Visitor visitor(String name) {
        return new Visitor(root).logIn(name, new StringBuilder(name).reverse().toString());
    }

    private void order(String id, String customer) {
        new Visitor(root).post("api/business/order/" + id + "?customer=" + customer);
        new Visitor(root).post("api/business/news/after-" + id);
    }

    @Test
    void what_is_theirs_and_their_roles_and_nothing_else() {
        String all = "?topic=orders/{id}&topic=users/{name}/orders/{id}&topic=news";
        try (EventStream sam = visitor("sam").listen(all).awaitOpen();
                EventStream ann = visitor("ann").listen(all).awaitOpen();
                EventStream guesser =
                        new Visitor(root).logIn("sam", "guessed").listen(all).awaitOpen()) {
            order("1", "ann");
            order("2", "eve");
            String first = "{\"customer\":\"ann\",\"id\":\"1\"}";
            sam.awaitData(first, "{\"id\":\"after-1\"}", "{\"customer\":\"eve\",\"id\":\"2\"}", "{\"id\":\"after-2\"}");
            ann.awaitData(first, "{\"id\":\"after-1\"}", "{\"id\":\"after-2\"}");
            guesser.awaitData("{\"id\":\"after-1\"}", "{\"id\":\"after-2\"}");
        }
    }

    @Test
    void a_stream_that_was_there_before_somebody_logged_in_comes_back_as_theirs() {
        Visitor sam = new Visitor(root);
        sam.get("orders.html");
        try (EventStream before = sam.listen("?topic=orders/{id}").awaitOpen()) {
            sam.logIn("sam", "mas");
            await().until(before::hasEndedCleanly);
            order("3", "eve");
            try (EventStream back = sam.listen("?topic=orders/{id}", "Last-Event-ID", before.lastEventId())) {
                back.awaitData("{\"customer\":\"eve\",\"id\":\"3\"}");
            }
        }
    }

    @Test
    void until_the_session_ends() {
        Visitor sam = visitor("sam");
        String id;
        try (EventStream stream = sam.listen("?topic=orders/{id}").awaitOpen()) {
            sam.post("api/session/end");
            await().until(stream::hasEndedCleanly);
            id = stream.lastEventId();
        }
        order("4", "eve");
        try (EventStream back = sam.listen("?topic=orders/{id}&topic=news", "Last-Event-ID", id)) {
            back.awaitData("{\"id\":\"after-4\"}");
        }
    }
}
