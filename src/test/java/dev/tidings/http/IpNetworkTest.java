package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are in a network, and what is one? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IpNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 110.0.0.1, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 203.0.113.9, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8:0:2::/63, 2001:db8:0:1::, false",
        "2001:db8:0:2::/63, 2001:db8:0:3::, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "2001:DB8::A, 2001:db8:0::a, true",
        "192.0.2.0/24, ::ffff:192.0.2.7, true",
        "::ffff:192.0.2.7, 192.0.2.7, true",
    })
    void it_has_all_addresses_that_begin_with_its_bits(String network, String address, boolean contains) {
        assertThat(IpNetwork.parse(network).contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "fade.cafe",
                "cafe",
                "example.com",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.07",
                "192.0.2.7.1",
                "3221225991",
                "0x7f.0.0.1",
                "192.0.2.7/",
                "192.0.2.7/33",
                "192.0.2.7/-1",
                "192.0.2.7/24",
                "192.0.2.0/24/24",
                "192.0.2.0/٢٤",
                "192.0.2.7:80",
                "[::1]",
                "::1/129",
                "::1/64",
                "1:2:3",
                ":",
                ".:",
                "::1%eth0",
                "12345::",
                "::g",
                " ::1"
            })
    void anything_else_is_refused_with_an_example(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse(text))
                .withMessageStartingWith("write an address or a network: 192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "::ffff:192.0.2.7, 192.0.2.7, true",
        "2001:db8:0:1:2:3:4:5, 2001:db8:0:1::, true",
        "2001:db8:0:1::, 2001:db8:0:2::, false",
        "unix socket, unix socket, true",
    })
    void what_counts_as_one_client_is_an_address_or_64_bits_of_ipv6(String one, String other, boolean isSame) {
        assertThat(IpNetwork.ofOneClient(one).equals(IpNetwork.ofOneClient(other)))
                .isEqualTo(isSame);
    }

    @Test
    void the_peer_of_a_connection_may_have_a_zone_and_brackets() {
        for (String peer : new String[] {"::1", "0:0:0:0:0:0:0:1%lo", "[::1]", "[0:0:0:0:0:0:0:1]"}) {
            assertThat(IpAddress.ofPeer(peer)).isEqualTo(IpAddress.parse("::1")).isPresent();
        }
    }
}
