package dev.tidings.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.authorize.Grants;
import dev.tidings.authorize.Identity;
import dev.tidings.http.Problem;
import dev.tidings.limit.Place;
import dev.tidings.limit.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which requests to publish are refused for being too many, and what are their senders told? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishLimitsTest {

    private static final int ANY = Throttle.UNLIMITED;

    private final AtomicLong clock = new AtomicLong();

    private PublishLimits limits(int perAddress, int perSubject, int perToken, int concurrent) {
        return limits(perAddress, perSubject, perToken, ANY, ANY, concurrent);
    }

    private PublishLimits limits(
            int perAddress, int perSubject, int perToken, int perSession, int ofAll, int concurrent) {
        var settings = new PublishLimitSettings(
                perAddress, perSubject, perToken, perSession, ofAll, Duration.ofSeconds(2), 100, concurrent);
        return new PublishLimits(settings, clock::get);
    }

    private static Identity identity(String issuer, String subject, String hash) {
        return new Identity(issuer, subject, hash, Instant.MAX, Grants.NONE);
    }

    @Test
    void those_of_an_address_that_sends_too_many() {
        PublishLimits limits = limits(1, ANY, ANY, 100);
        assertThat(limits.refusal("192.0.2.1")).isEmpty();
        assertThat(limits.refusal("192.0.2.1")).isEmpty();
        Problem refused = limits.refusal("192.0.2.1").orElseThrow();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("Retry-After", "1");
        assertThat(refused.detail()).contains("tidings.publish.rate.per-address");
        assertThat(limits.refusal("192.0.2.2")).isEmpty();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limits.refusal("192.0.2.1")).isEmpty();
        assertThat(limits.refused()).isEqualTo(1);
    }

    @Test
    void those_of_a_subject_of_an_issuer_that_sends_too_many() {
        PublishLimits limits = limits(ANY, 1, ANY, 100);
        assertThat(limits.refusal(identity("i", "ann", "1"), "")).isEmpty();
        assertThat(limits.refusal(identity("i", "ann", "2"), "")).isEmpty();
        assertThat(limits.refusal(identity("i", "ann", "3"), "").orElseThrow().detail())
                .contains("tidings.publish.rate.per-subject");
        assertThat(limits.refusal(identity("j", "ann", "4"), "")).isEmpty();
        assertThat(limits.refusal(identity("i", "anna", "5"), "")).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(limits.refusal(identity("i", "", "6"), "")).isEmpty();
        }
    }

    @Test
    void those_with_a_token_that_is_used_too_often() {
        PublishLimits limits = limits(ANY, ANY, 1, 100);
        assertThat(limits.refusal(identity("i", "ann", "1"), "")).isEmpty();
        assertThat(limits.refusal(identity("i", "ann", "1"), "")).isEmpty();
        assertThat(limits.refusal(identity("i", "ann", "1"), "").orElseThrow().detail())
                .contains("tidings.publish.rate.per-token");
        assertThat(limits.refusal(identity("i", "ann", "2"), "")).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(limits.refusal(Identity.ANONYMOUS, "")).isEmpty();
        }
    }

    @Test
    void those_of_a_session_that_sends_too_many_whoever_it_is_and_none_without_one() {
        PublishLimits limits = limits(ANY, ANY, ANY, 1, ANY, 100);
        assertThat(limits.refusal(identity("i", "ann", ""), "s1")).isEmpty();
        assertThat(limits.refusal(identity("i", "bob", ""), "s1")).isEmpty();
        assertThat(limits.refusal(identity("i", "ann", ""), "s1").orElseThrow().detail())
                .contains("tidings.publish.rate.per-session");
        assertThat(limits.refusal(identity("i", "ann", ""), "s2")).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(limits.refusal(identity("i", "ann", ""), "")).isEmpty();
        }
    }

    @Test
    void those_of_all_together_that_are_too_many() {
        PublishLimits limits = limits(ANY, ANY, ANY, ANY, 2, 100);
        for (int i = 0; i < 4; i++) {
            assertThat(limits.refusal()).isEmpty();
        }
        assertThat(limits.refusal().orElseThrow().detail()).contains("tidings.publish.rate.of-all");
    }

    @Test
    void those_that_come_while_as_many_are_answered_as_may_be() {
        PublishLimits limits = limits(ANY, ANY, ANY, 1);
        Place place = limits.place().orElseThrow();
        assertThat(limits.place()).isEmpty();
        assertThat(PublishLimits.BUSY.status()).isEqualTo(503);
        assertThat(PublishLimits.BUSY.headers()).containsEntry("Retry-After", "1");
        place.giveBack();
        assertThat(limits.place()).isPresent();
        assertThat(limits.refused()).isEqualTo(1);
    }
}
