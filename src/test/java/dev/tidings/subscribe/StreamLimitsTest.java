package dev.tidings.subscribe;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.tidings.authorize.Caller;
import dev.tidings.authorize.Grants;
import dev.tidings.authorize.Identity;
import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.limit.Quota;
import dev.tidings.limit.Throttle;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How many streams may one client have? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamLimitsTest {

    private static final int ANY = Quota.UNLIMITED;

    private final AtomicLong clock = new AtomicLong();

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

    @AfterEach
    void close() {
        broadcaster.close();
        log.close();
    }

    private StreamLimits limits(int perAddress, int perSubject, int perToken, int perSession) {
        return limits(perAddress, perSubject, perToken, perSession, Throttle.UNLIMITED);
    }

    private StreamLimits limits(int perAddress, int perSubject, int perToken, int perSession, int rate) {
        var settings =
                new StreamLimitSettings(perAddress, perSubject, perToken, perSession, rate, Duration.ofSeconds(2), 100);
        return new StreamLimits(settings, clock::get);
    }

    private Optional<Subscriber> open(StreamLimits limits, Caller caller) {
        return limits.open(caller, () -> broadcaster.connect(new Nowhere(), caller));
    }

    private static Caller caller(String address, String session, String issuer, String subject, String tokenHash) {
        return new Caller(address, session, new Identity(issuer, subject, tokenHash, Instant.MAX, Grants.NONE));
    }

    private static Caller at(String address) {
        return caller(address, "", "", "", "");
    }

    private static Caller named(String issuer, String subject) {
        return caller("192.0.2.1", "", issuer, subject, "");
    }

    @Test
    void of_one_address_as_many_as_are_set_and_of_another_as_many() {
        var limits = limits(2, ANY, ANY, ANY);
        assertThat(open(limits, at("192.0.2.1"))).isPresent();
        assertThat(open(limits, at("192.0.2.1"))).isPresent();
        assertThat(open(limits, at("192.0.2.1"))).isEmpty();
        assertThat(open(limits, at("192.0.2.2"))).isPresent();
    }

    @Test
    void whoever_has_64_bits_of_ipv6_in_common_is_at_one_address() {
        var limits = limits(1, ANY, ANY, ANY);
        assertThat(open(limits, at("2001:db8:0:0:0:0:0:1"))).isPresent();
        assertThat(open(limits, at("2001:db8:0:0:ffff:0:0:2"))).isEmpty();
        assertThat(open(limits, at("2001:db8:0:1:0:0:0:1"))).isPresent();
    }

    @Test
    void a_subject_is_one_of_its_issuer_and_nobody_is_none() {
        var limits = limits(ANY, 1, ANY, ANY);
        assertThat(open(limits, named("https://one.example", "ann"))).isPresent();
        assertThat(open(limits, named("https://one.example", "ann"))).isEmpty();
        assertThat(open(limits, named("https://two.example", "ann"))).isPresent();
        assertThat(open(limits, named("https://one.example", "anna"))).isPresent();
        assertThat(open(limits, named("https://one.example", ""))).isPresent();
        assertThat(open(limits, named("https://one.example", ""))).isPresent();
    }

    @Test
    void a_token_and_a_session_count_for_themselves() {
        var limits = limits(ANY, ANY, 1, 1);
        assertThat(open(limits, caller("192.0.2.1", "s1", "i", "ann", "h1"))).isPresent();
        assertThat(open(limits, caller("192.0.2.1", "s2", "i", "ann", "h1"))).isEmpty();
        assertThat(open(limits, caller("192.0.2.1", "s1", "i", "ann", "h2"))).isEmpty();
        assertThat(open(limits, caller("192.0.2.1", "s2", "i", "ann", "h2"))).isPresent();
    }

    @Test
    void one_address_asks_so_often_and_another_as_often_and_waiting_helps() {
        StreamLimits limits = limits(ANY, ANY, ANY, ANY, 1);
        assertThat(limits.admits("192.0.2.1")).isTrue();
        assertThat(limits.admits("192.0.2.1")).isTrue();
        assertThat(limits.admits("192.0.2.1")).isFalse();
        assertThat(limits.admits("192.0.2.2")).isTrue();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limits.admits("192.0.2.1")).isTrue();
        assertThat(limits.admits("192.0.2.1")).isFalse();
    }

    @Test
    void who_ends_a_stream_may_open_another() {
        var limits = limits(1, ANY, ANY, ANY);
        Subscriber first = open(limits, at("192.0.2.1")).orElseThrow();
        first.gone();
        await().until(() -> open(limits, at("192.0.2.1")).isPresent());
    }

    @Test
    void who_sees_a_stream_end_has_its_place_again() {
        var limits = limits(1, 1, 1, 1);
        Caller caller = caller("192.0.2.1", "s", "i", "ann", "h");
        var again = new CompletableFuture<Optional<Subscriber>>();
        Sink comesBackAtOnce = new Nowhere() {
            @Override
            public void close() {
                again.complete(open(limits, caller));
            }
        };
        limits.open(caller, () -> broadcaster.connect(comesBackAtOnce, caller))
                .orElseThrow()
                .close();
        assertThat(again).succeedsWithin(Duration.ofSeconds(10)).matches(Optional::isPresent);
    }

    @Test
    void a_stream_that_does_not_come_to_be_takes_no_place() {
        var limits = limits(1, 1, 1, 1);
        Caller caller = caller("192.0.2.1", "s", "i", "ann", "h");
        assertThat(limits.open(caller, Optional::empty)).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> limits.open(caller, () -> {
                    throw new IllegalStateException("no history");
                }));
        assertThat(open(limits, caller)).isPresent();
    }

    /** While many come and go, and some cannot be served, nobody has more streams than allowed, and in the end all places are free. */
    @Test
    void never_more_than_allowed_and_in_the_end_nothing_is_left() {
        var limits = limits(5, 4, 3, 2);
        var most = new AtomicInteger();
        var served = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 20_000; i++) {
            threads.execute(() -> {
                Caller caller = caller("192.0.2.1", "s", "i", "ann", "h");
                boolean fails = ThreadLocalRandom.current().nextInt(10) == 0;
                try {
                    Optional<Subscriber> mine = limits.open(caller, () -> {
                        if (fails) {
                            throw new IllegalStateException("no history");
                        }
                        Optional<Subscriber> opened = broadcaster.connect(new Nowhere(), caller);
                        most.accumulateAndGet(broadcaster.statistics().streams(), Math::max);
                        return opened;
                    });
                    mine.ifPresent(subscriber -> {
                        served.incrementAndGet();
                        subscriber.gone();
                        subscriber.close();
                    });
                } catch (IllegalStateException expected) {
                    // One of those that cannot be served.
                }
            });
        }
        threads.shutdown();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> threads.isTerminated() && broadcaster.statistics().streams() == 0);
        assertThat(most.get()).isBetween(1, 2);
        assertThat(served.get()).isPositive();
        for (String quota : new String[] {"addresses", "subjects", "tokens", "sessions"}) {
            await().untilAsserted(() -> assertThat(limits)
                    .extracting(quota + ".taken", as(InstanceOfAssertFactories.MAP))
                    .isEmpty());
        }
    }

    /** A connection that is never ready. */
    private static class Nowhere implements Sink {
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
