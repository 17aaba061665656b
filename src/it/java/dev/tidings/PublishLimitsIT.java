package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much may be published, by one token, by all together, and at once? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishLimitsIT {

    private static final String SECRET = "one secret for both roles, of 32 bytes and more";
    private static final int PER_TOKEN = 20;
    private static final int OF_ALL = 60;
    private static final int CONCURRENT = 1;

    @ArquillianResource
    private URI root;

    private URI events;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war(
                "limits.war",
                "tidings.playground=false",
                "tidings.subscribe.anonymous=true",
                "tidings.resource=" + MercureHub.ADDRESS,
                "MERCURE_TRUSTED_ISSUERS=https://issuer.example",
                "MERCURE_PUBLISHER_JWT_KEY=" + SECRET,
                "MERCURE_SUBSCRIBER_JWT_KEY=" + SECRET,
                "tidings.publish.rate.per-token=" + PER_TOKEN / 20,
                "tidings.publish.rate.of-all=" + OF_ALL / 20,
                "tidings.publish.rate.burst=20s",
                "tidings.publish.concurrent=" + CONCURRENT);
    }

    @BeforeEach
    void resolve() {
        events = Server.local(root, "events");
    }

    private static String[] headers(String subject) {
        String bearer = SignedToken.of(SECRET, subject).publishes("p").bearer();
        return new String[] {"Content-Type: " + Http.FORM, "Authorization: " + bearer};
    }

    private Connection.Answer publish(String... headers) {
        return Connection.post(events, "topic=p&data=x", headers);
    }

    /** One method, as all that is published here counts for all together. */
    @Test
    void so_much_by_one_token_and_so_much_by_all_and_who_is_refused_for_their_own_haste_takes_nothing_from_others() {
        String[] hasty = headers("hasty");
        assertThat(untilRefused(PER_TOKEN, i -> publish(hasty))).contains("tidings.publish.rate.per-token");
        for (int i = 0; i < 2 * OF_ALL; i++) {
            publish(hasty);
        }
        assertThat(publish(headers("somebody")).status()).isEqualTo(200);
        assertThat(untilRefused(OF_ALL / 2, i -> publish(headers("one of many " + i))))
                .contains("tidings.publish.rate.of-all");
    }

    /** Why it was refused. */
    private static String untilRefused(int notBefore, IntFunction<Connection.Answer> requests) {
        for (int sent = 0; sent < 10 * OF_ALL; sent++) {
            Connection.Answer answer = requests.apply(sent);
            if (answer.status() != 200) {
                assertThat(sent).isGreaterThanOrEqualTo(notBefore);
                assertThat(answer.status()).as(answer.body()).isEqualTo(429);
                assertThat(answer.header("Retry-After")).contains("1");
                return answer.body();
            }
        }
        throw new AssertionError("nobody was refused");
    }

    @Test
    void as_many_at_once_and_who_comes_then_is_told_so_and_let_in_when_there_is_a_place() {
        // Tokens are looked at when there is a place; so nobody is in the way of anybody's rate here.
        String[] nobody = {"Content-Type: " + Http.FORM, "Authorization: Bearer x.y.z"};
        // Until it is the slow one that has got the place.
        Connection.Answer busy =
                await().until(() -> whileOneIsSlow(() -> publish(nobody)), answer -> answer.status() == 503);
        assertThat(busy.header("Retry-After")).contains("1");
        assertThat(busy.type()).startsWith("application/problem+json");
        assertThat(busy.body()).contains("tidings.publish.concurrent", "nothing was published");
        assertThat(publish(nobody).status()).isEqualTo(401);
    }

    /** What is answered while a request waits for the end of its body: JSON, as TomEE takes the whole of a form before the hub does. */
    private Connection.Answer whileOneIsSlow(Supplier<Connection.Answer> request) {
        var answer = new AtomicReference<Connection.Answer>();
        try (Connection connection = Connection.to(events)) {
            String bearer = headers("slow " + System.nanoTime())[1];
            String body = "{\"topic\":\"p\",\"data\":\"slow\"}";
            connection.sendSlowly(
                    "POST", body, () -> answer.set(request.get()), "Content-Type: application/json", bearer);
        }
        return answer.get();
    }
}
