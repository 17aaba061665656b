package dev.tidings.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How URLs are read (URL Standard). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UrlTest {

    private static final String HUB = "https://hub.example:8443/.well-known/mercure?a#b";

    // Expected: protocol, host, port, path, query and fragment.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "orders/42           | https hub.example 8443 /.well-known/orders/42 - -",
                "/orders/42          | https hub.example 8443 /orders/42 - -",
                "../x                | https hub.example 8443 /x - -",
                "../../../x/.        | https hub.example 8443 /x/ - -",
                "%2e%2E/x            | https hub.example 8443 /x - -",
                "./                  | https hub.example 8443 /.well-known/ - -",
                "a\\b                | https hub.example 8443 /.well-known/a/b - -",
                "``                  | https hub.example 8443 /.well-known/mercure a -",
                "?q                  | https hub.example 8443 /.well-known/mercure q -",
                "#f                  | https hub.example 8443 /.well-known/mercure a f",
                "//other/x           | https other - /x - -",
                "\\\\other\\x        | https other - /x - -",
                "https:x             | https hub.example 8443 /.well-known/x - -",
                "https:///other/x    | https other - /x - -",
                "http:other/x        | http other - /x - -",
                "HTTP://EX.example:80 | http ex.example - / - -",
                "http://e:0443/      | http e 443 / - -",
                "https://e?q#f       | https e - / q f",
                "https://e/a b?c d#e f | https e - /a%20b c%20d e%20f",
                "https://e/é{}^?'\"  | https e - /%C3%A9%7B%7D%5E %27%22 -",
                "https://e/%c3%zz    | https e - /%c3%zz - -",
                "https://e//a///b    | https e - //a///b - -",
                "urn:isbn:1          | urn - - isbn:1 - -",
                "urn:a b ?q          | urn - - a b%20 q -",
                "foo://Bar/../x'?'   | foo Bar - /x' ' -",
                "foo://b             | foo b - - - -",
                "foo:/a/../b         | foo - - /b - -",
                "file://localhost/x  | file - - /x - -",
                "file:x              | file - - /x - -",
                "http://1.2.3/       | http 1.2.0.3 - / - -",
                "http://0x7f.1/      | http 127.0.0.1 - / - -",
                "http://%31%2e010/   | http 1.0.0.8 - / - -",
                "http://[::FFFF:1.2.3.4]/ | http [::ffff:102:304] - / - -",
                "http://[1:0:0:2::]/ | http [1:0:0:2::] - / - -",
                "http://bücher.example/ | http xn--bcher-kva.example - / - -",
                "http://BÜCHER。example/ | http xn--bcher-kva.example - / - -",
                "http://faß.example/ | http xn--fa-hia.example - / - -",
                "http://u:p:q@r@e/   | http e - / - -"
            })
    void a_topic_is_read_as_a_browser_reads_a_link_on_the_hub(String text, String expected) {
        assertThat(read(text)).map(UrlTest::words).contains(expected);
    }

    @Test
    void the_letter_of_a_drive_is_never_left_out() {
        assertThat(read("file:///c|/../x")).map(UrlTest::words).contains("file - - /c:/x - -");
    }

    @Test
    void who_may_is_told_apart_from_where() {
        Url url = Url.parse("http://u%:p:q@r@e/").orElseThrow();
        assertThat(url.username()).isEqualTo("u%");
        assertThat(url.password()).isEqualTo("p%3Aq%40r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://:80/",
                "http://e:65536/",
                "http://e:8x/",
                "http://a b/",
                "http://a%b/",
                "http://a%00b/",
                "http://a<b/",
                "http://u@/",
                "http://[::1",
                "http://[1:2:3]/",
                "http://[1:2:3:4:5:6:7:8::]/",
                "http://[::1::2]/",
                "http://[::01.2.3.4]/",
                "http://256.1/x",
                "http://1.2.3.4.5/",
                "http://a.0x/../1.2.3.08",
                "http://אב.example/",
                "//",
                "foo://a b/",
                "foo://:80"
            })
    void what_is_no_url_is_empty(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void nothing_is_relative_to_an_opaque_path_but_a_fragment() {
        Url base = Url.parse("urn:isbn:1?q").orElseThrow();
        assertThat(Url.parse("x", base)).isEmpty();
        assertThat(Url.parse("#f", base)).map(UrlTest::words).contains("urn - - isbn:1 q f");
        assertThat(Url.parse("orders/42")).isEmpty();
    }

    private static Optional<Url> read(String text) {
        return Url.parse(text == null ? "" : text, Url.parse(HUB).orElseThrow());
    }

    private static String words(Url url) {
        return url.protocol()
                + " " + word(url.hostname())
                + " " + word(url.port())
                + " " + word(url.pathname())
                + " " + word(url.search())
                + " " + word(url.hash());
    }

    private static String word(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
