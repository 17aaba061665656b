package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Can one publisher use a key that stands in another's way? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentityTest {

    @Test
    void what_two_call_the_same_is_not_the_same() {
        List<String> owned = Stream.of(
                        of("https://one.example", "ann").own("bob key"),
                        of("https://one.example", "ann bob").own("key"),
                        of("https://one.example", "").own("key"),
                        of("https://one.example", "key").own(""),
                        of("https://two.example", "ann").own("bob key"),
                        Identity.PLAYGROUND.own("key"))
                .toList();
        assertThat(owned).doesNotHaveDuplicates();
    }

    @Test
    void what_one_calls_the_same_is() {
        assertThat(of("https://one.example", "ann").own("key"))
                .isEqualTo(of("https://one.example", "ann").own("key"));
    }

    private static Identity of(String issuer, String subject) {
        return new Identity(issuer, subject, "", Instant.MAX, Grants.NONE);
    }
}
