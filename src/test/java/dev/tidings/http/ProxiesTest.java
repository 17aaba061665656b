package dev.tidings.http;

import static dev.tidings.http.Proxies.Header.FORWARDED;
import static dev.tidings.http.Proxies.Header.X_FORWARDED_FOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom does a request come from, if proxies pass it on, and clients lie? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProxiesTest {

    private static final String PROXY = "10.0.0.1";
    private static final List<IpNetwork> TRUSTED =
            Stream.of("10.0.0.0/8", "fd00::/8").map(IpNetwork::parse).toList();
    private static final Proxies PROXIES = new Proxies(TRUSTED, X_FORWARDED_FOR);
    private static final Proxies STANDARD = new Proxies(TRUSTED, FORWARDED);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "203.0.113.9:4711 | 203.0.113.9",
                "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                "[2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
                "::ffff:203.0.113.9 | 203.0.113.9",
                "203.0.113.9, 10.1.2.3 | 203.0.113.9",
                "203.0.113.9,10.1.2.3,fd00::1 | 203.0.113.9",
                "10.1.2.3, 10.9.9.9 | 10.1.2.3",
            })
    void it_is_who_called_the_first_of_the_trusted_proxies(String header, String client) {
        assertThat(PROXIES.client(PROXY, List.of(header))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.51.100.1, 203.0.113.9",
                "10.1.2.3, 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.1.2.3",
                "' OR 1=1 --, 203.0.113.9",
                "\", 203.0.113.9",
                ",,,, 203.0.113.9, 10.1.2.3",
            })
    void what_a_client_has_put_before_that_is_not_looked_at(String header) {
        assertThat(PROXIES.client(PROXY, List.of(header))).isEqualTo("203.0.113.9");
    }

    @Test
    void a_header_of_its_own_that_a_client_has_put_before_is_not_looked_at() {
        assertThat(PROXIES.client(PROXY, List.of("198.51.100.1", "203.0.113.9, 10.1.2.3")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void nobody_else_is_believed() {
        for (String peer : List.of("203.0.113.9", "2001:db8:0:0:0:0:0:9", "")) {
            assertThat(PROXIES.client(peer, List.of("198.51.100.1"))).isEqualTo(peer);
            assertThat(STANDARD.client(peer, List.of("for=198.51.100.1"))).isEqualTo(peer);
        }
        assertThat(new Proxies(List.of(), X_FORWARDED_FOR).client(PROXY, List.of("198.51.100.1")))
                .isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "_hidden",
                "203.0.113.9, unknown",
                "203.0.113.9, unknown, 10.1.2.3",
                "203.0.113.9,",
                "203.0.113.9;",
                "203.0.113.9 x",
                "203.0.113.9:port",
                "203.0.113.256",
                "client.example",
                "\"203.0.113.9\"",
                "203.0.113.9\r\nX: y",
            })
    void if_a_trusted_proxy_says_what_is_not_understood_it_is_the_proxy(String header) {
        assertThat(PROXIES.client(PROXY, List.of(header))).isEqualTo(PROXY);
    }

    @Test
    void a_proxy_that_says_nothing_is_a_client() {
        assertThat(PROXIES.client(PROXY, List.of())).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "for=203.0.113.9 | 203.0.113.9",
                "For=\"203.0.113.9:4711\" | 203.0.113.9",
                "for=\"[2001:db8::1]\" | 2001:db8:0:0:0:0:0:1",
                "proto=https; for=203.0.113.9 ;by=10.0.0.1 | 203.0.113.9",
                "for=203.0.113.9;host=\"a,b;for=1.2.3.4\" | 203.0.113.9",
                "for=198.51.100.1, for=203.0.113.9 | 203.0.113.9",
                "for=203.0.113.9, for=\"[fd00::2]:80\", for=10.1.2.3;by=x | 203.0.113.9",
                "for=\"198.51.100.1, for=203.0.113.9 | 203.0.113.9",
                "host=\"198.51.100.1, for=203.0.113.9;host=\"b\" | 203.0.113.9",
            })
    void the_standard_header_is_understood(String header, String client) {
        assertThat(STANDARD.client(PROXY, List.of(header))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.9",
                "for=",
                "for=unknown",
                "for=_secret",
                "by=203.0.113.9",
                "for=203.0.113.9;for=198.51.100.1",
                "for=203.0.113.9;host=\"a",
                "for=203.0.113.9;host=\"a\\\", for=198.51.100.1;host=\\\"b\"",
                "for=\"203.0.113\\.9\"",
                "for = 203.0.113.9",
                "for=203.0.113.9 for=198.51.100.1",
            })
    void and_what_is_not_understood_of_it_is_the_proxy(String header) {
        assertThat(STANDARD.client(PROXY, List.of(header))).isEqualTo(PROXY);
    }

    @Test
    void a_long_row_of_trusted_proxies_is_a_made_up_one() {
        assertThat(PROXIES.client(PROXY, List.of("203.0.113.9" + ", 10.1.1.1".repeat(31))))
                .isEqualTo("203.0.113.9");
        assertThat(PROXIES.client(PROXY, List.of("203.0.113.9" + ", 10.1.1.1".repeat(32))))
                .isEqualTo(PROXY);
    }

    @Test
    void whatever_a_header_says_the_answer_is_an_address_and_soon_there() {
        var random = new Random(7);
        String alphabet = "\"\\,;= for10.:[]aF\u0000ü";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder();
            random.ints(random.nextInt(60), 0, alphabet.length()).forEach(at -> header.append(alphabet.charAt(at)));
            for (Proxies proxies : List.of(PROXIES, STANDARD)) {
                assertThat(proxies.client(PROXY, Collections.nCopies(2, header.toString())))
                        .matches("[0-9a-f.:]+");
            }
        }
        for (String each : List.of("\"", "\\", ",", "for=\"", "a=b;", " ", "1:", "10.0.0.1,")) {
            assertThat(STANDARD.client(PROXY, List.of(each.repeat(20_000)))).isEqualTo(PROXY);
        }
    }
}
