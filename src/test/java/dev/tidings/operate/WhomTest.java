package dev.tidings.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.authorize.Caller;
import dev.tidings.authorize.Grants;
import dev.tidings.authorize.Identity;
import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.Form;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose streams does an operator mean? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhomTest {

    private final MemoryEventLog log = new MemoryEventLog(new Retention(10, 1 << 20, Duration.ofDays(1)), Time.SYSTEM);
    private final Broadcaster broadcaster = new Broadcaster(
            log,
            new BroadcastSettings(
                    1,
                    100,
                    10,
                    10,
                    1 << 20,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(10),
                    3,
                    1 << 20),
            Thread::new,
            Time.SYSTEM);
    private final Map<String, Subscriber> streams = new TreeMap<>();

    @BeforeEach
    void open() {
        open("ann", caller("192.0.2.7", "s1", "https://one.example", "ann", "t1", "aa"), "orders/42");
        open("anna", caller("192.0.2.77", "s11", "https://one.example", "anna", "t11", "aaa"), "orders/{id}");
        open("other-ann", caller("2001:db8:0:0:0:0:0:7", "", "https://two.example", "ann", "", "bb"), "orders");
        open("nobody", new Caller("192.0.3.7", "", Identity.ANONYMOUS), "*");
        open("foreign", "not one of our callers", "orders/42");
    }

    private void open(String name, Object caller, String topic) {
        Audience audience = Audience.ofPublic(Set.of(TopicMatcher.parse(topic)));
        streams.put(
                name,
                broadcaster
                        .subscribe(audience, Optional.empty(), new Nowhere(), caller)
                        .orElseThrow());
    }

    private static Caller caller(
            String address, String session, String issuer, String subject, String tokenId, String hash) {
        var identity = new Identity(issuer, subject, tokenId, hash, Instant.MAX, Grants.NONE);
        return new Caller(address, session, identity);
    }

    @AfterEach
    void close() {
        broadcaster.close();
        log.close();
    }

    private String meant(String form) {
        KickRequest request = KickRequest.read(Form.ofBody(form.getBytes(UTF_8)));
        return streams.entrySet().stream()
                .filter(each -> request.whom().test(each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "subject=ann, ann other-ann",
        "subject=anna, anna",
        "subject=an, ''",
        "subject=ANN, ''",
        "subject=*, ''",
        "subject=ann&issuer=https://two.example, other-ann",
        "issuer=https://one.example, ann anna",
        "issuer=https://one.example/, ''",
        "token_id=t1, ann",
        "token_hash=aa, ann",
        "session=s1, ann",
        "topic=orders/42, ann anna foreign nobody",
        "topic=orders, nobody other-ann",
        "topic=orders/{id}, anna nobody",
        "address=192.0.2.7, ann",
        "address=192.0.2.0/24, ann anna",
        "address=0.0.0.0/0, ann anna nobody",
        "address=2001:db8::7, other-ann",
        "address=2001:db8::/64, other-ann",
        "address=192.0.2.0/24&topic=orders/42&subject=anna, anna",
        "session=s1&subject=anna, ''",
        "topic=orders/42&reason=out, ann anna foreign nobody",
    })
    void those_to_whom_all_that_is_said_applies_and_to_the_letter(String form, String names) {
        assertThat(meant(form)).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reason=out",
                "subject=",
                "session=",
                "token_id=",
                "token_hash=",
                "issuer=",
                "topic=",
                "address=",
                "subject=ann&session=",
                "subject=ann&subject=bob",
                "Subject=ann",
                "subjects=ann",
                "subject=ann&subject%20=x",
                "subject=ann&adress=192.0.2.7",
                "subject=ann&all=true",
                "address=example.com",
                "address=192.0.2.7/24",
                "subject=ann&reason=",
                "subject=ann&reason=%20",
                "subject=ann&reason=a%0Ab",
                "subject=ann&reason=%E2%80%AE",
                "subject=ann&reason=a&reason=b",
            })
    void nobody_if_anything_is_not_understood(String form) {
        assertThatIllegalArgumentException().isThrownBy(() -> meant(form));
    }

    @Test
    void a_reason_is_not_longer_than_256_characters() {
        assertThat(meant("subject=anna&reason=" + "x".repeat(256))).isEqualTo("anna");
        assertThatIllegalArgumentException().isThrownBy(() -> meant("subject=anna&reason=" + "x".repeat(257)));
    }

    @Test
    void what_was_asked_for_is_not_told_to_a_log() {
        KickRequest request = KickRequest.read(Form.ofBody("session=secret&subject=ann".getBytes(UTF_8)));
        assertThat(request.criteria()).isEqualTo(List.of("session", "subject"));
    }

    /** A connection that is never ready. */
    private static final class Nowhere implements Sink {
        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public void write(byte[] block) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
