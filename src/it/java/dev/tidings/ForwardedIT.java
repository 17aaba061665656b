package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose word counts about where a client is, where proxies write {@code Forwarded}? Two are trusted, one behind the other. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForwardedIT {

    private static final String PROXY = "127.0.0.2";
    private static final int PER_ADDRESS = 2;

    @ArquillianResource
    private URI root;

    private final List<EventStream> streams = new ArrayList<>();
    private URI events;

    @Deployment(testable = false)
    static WebArchive war() {
        return Artifacts.war(
                "forwarded.war",
                "tidings.playground=false",
                "tidings.subscribe.anonymous=true",
                "tidings.proxies=" + PROXY + ", 192.0.2.0/28",
                "tidings.proxies.header=Forwarded",
                "tidings.streams.per-address=" + PER_ADDRESS);
    }

    @BeforeEach
    void resolve() {
        events = URI.create(Server.local(root, "events").toString().replace("//localhost", "//127.0.0.1"));
    }

    @AfterEach
    void close() {
        streams.forEach(EventStream::close);
    }

    private boolean isLetIn(String from, Map<String, String> headers) {
        EventStream stream = EventStream.openFrom(from, URI.create(events + "?topic=a"), headers);
        streams.add(stream);
        await().until(() -> stream.hasEnded() || !stream.lastEventId().isEmpty());
        assertThat(stream.status()).isEqualTo(200);
        return !stream.hasEnded();
    }

    private boolean isLetIn(String forwarded) {
        return isLetIn(PROXY, Map.of("Forwarded", forwarded));
    }

    @Test
    void a_client_is_one_however_the_proxies_write_where_it_is() {
        assertThat(isLetIn("for=203.0.113.1;proto=https")).isTrue();
        assertThat(isLetIn("For=\"203.0.113.1:4711\";by=_hidden")).isTrue();
        assertThat(isLetIn("for=203.0.113.1")).isFalse();
        assertThat(isLetIn("for=203.0.113.1, for=192.0.2.1")).isFalse();
        assertThat(isLetIn("for=203.0.113.2, for=192.0.2.1")).isTrue();
        assertThat(isLetIn("for=\"[2001:db8:0:1::5]:4711\"")).isTrue();
        assertThat(isLetIn("for=\"[2001:db8:0:1::6]\"")).isTrue();
        assertThat(isLetIn("for=\"[2001:db8:0:1:ffff::7]\"")).isFalse();
    }

    @Test
    void what_it_has_written_itself_makes_no_difference_in_the_same_line_or_in_one_of_its_own() {
        assertThat(isLetIn("for=198.51.100.1, for=203.0.113.10")).isTrue();
        assertThat(isLetIn("for=198.51.100.2\r\nForwarded: for=203.0.113.10")).isTrue();
        assertThat(isLetIn("for=198.51.100.3\r\nForwarded: for=203.0.113.10")).isFalse();
        assertThat(isLetIn("for=\"198.51.100.4, for=203.0.113.11\", for=203.0.113.10"))
                .isFalse();
        assertThat(isLetIn("for=192.0.2.1, for=203.0.113.10")).isFalse();
    }

    @Test
    void the_other_header_is_not_read_nor_is_what_no_trusted_proxy_has_written() {
        String liar = "127.0.0.3";
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(isLetIn(liar, Map.of("Forwarded", "for=198.51.100.2" + i)))
                    .isTrue();
            assertThat(isLetIn(PROXY, Map.of("Forwarded", "for=203.0.113.20", "X-Forwarded-For", "198.51.100.3" + i)))
                    .isTrue();
        }
        assertThat(isLetIn(liar, Map.of("Forwarded", "for=198.51.100.29"))).isFalse();
        assertThat(isLetIn(PROXY, Map.of("Forwarded", "for=203.0.113.20", "X-Forwarded-For", "198.51.100.39")))
                .isFalse();
    }
}
