package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What does a password grant that comes with each request, without a session? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BasicLoginIT {

    @ArquillianResource
    private URI injected;

    private URI root;
    private Visitor visitor;

    @Deployment(testable = false)
    static WebArchive sales() {
        return ServerLogins.sales(
                "basic.war",
                "/api/events",
                "<auth-method>BASIC</auth-method>",
                "tidings.playground=false",
                "tidings.login.publish=users/{me}/drafts",
                // Not for whoever logs in; but now tokens are looked at, and a password is none.
                "MERCURE_TRUSTED_ISSUERS=https://issuer.example",
                "MERCURE_SUBSCRIBER_JWT_KEY=a secret of the issuer, of 32 bytes and more");
    }

    @BeforeEach
    void resolve() {
        root = Server.local(injected, "");
        visitor = new Visitor(root);
    }

    private static String password(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    @Test
    void what_is_theirs_and_their_roles_and_nothing_else() {
        String all = "?topic=orders/{id}&topic=users/{name}/orders/{id}&topic=news";
        try (EventStream sam = visitor.listen(all, "Authorization", password("sam", "mas"))
                        .awaitOpen();
                EventStream ann = visitor.listen(all, "Authorization", password("ann", "nna"))
                        .awaitOpen()) {
            visitor.post("api/business/order/1?customer=eve");
            visitor.post("api/business/order/2?customer=ann");
            visitor.post("api/business/news/end");
            String mine = "{\"customer\":\"ann\",\"id\":\"2\"}";
            sam.awaitData("{\"customer\":\"eve\",\"id\":\"1\"}", mine, "{\"id\":\"end\"}");
            ann.awaitData(mine, "{\"id\":\"end\"}");
        }
    }

    @Test
    void nothing_to_whoever_guesses() {
        try (EventStream refused = visitor.listen("", "Authorization", password("sam", "guessed"))) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.head()).containsIgnoringCase("WWW-Authenticate: Basic");
        }
    }

    @Test
    void to_publish_from_a_page_of_the_hub_only_as_a_browser_sends_it_with_any_page() {
        String ann = password("ann", "nna");
        String form = Http.form("topic", "users/ann/drafts", "data", "x");
        String own = "http://" + root.getAuthority();
        assertThat(visitor.publish(form, "Authorization", ann).statusCode()).isEqualTo(400);
        assertThat(visitor.publish(form, "Authorization", ann, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(400);
        assertThat(visitor.publish(form, "Authorization", ann, "Origin", own).statusCode())
                .isEqualTo(200);
    }
}
