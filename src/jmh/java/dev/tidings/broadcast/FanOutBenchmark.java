package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.Update;
import dev.tidings.log.EventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does an update cost from the append until its last listener's sink has it, when sinks cost nothing? And what do
 * listeners of other topics add to it?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FanOutBenchmark {

    /** Updates on their way at once: so many that the millisecond from one pass to the next does not count. */
    private static final int BATCH = 4096;

    private static final String NONE = "NONE";
    private static final int OTHERS = 10_000;

    /** Who hears the update. */
    @Param({"1", "1000"})
    public int listeners;

    /** How ten thousand others say which topic, each one of its own, they listen to; or whether there are none. */
    @Param({NONE, "EXACT", "BEGINS", "LATER", "FREE"})
    public String others;

    private final EventLog log = new MemoryEventLog(new Retention(100_000, 64 << 20, Duration.ofDays(1)), Time.SYSTEM);
    private final Update update = Update.of(Kind.topic(OTHERS), "x".repeat(150));
    private Broadcaster broadcaster;
    private long expected;

    @Setup
    public void connect() {
        var settings = new BroadcastSettings(
                1,
                100_000,
                100_000,
                4096,
                16 << 20,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofHours(9),
                3,
                1 << 20);
        broadcaster = new Broadcaster(log, settings, Thread::new, Time.SYSTEM);
        for (int i = 0; !others.equals(NONE) && i < OTHERS; i++) {
            subscribe(Kind.valueOf(others).audience(i));
        }
        for (int i = 0; i < listeners; i++) {
            subscribe(Kind.EXACT.audience(OTHERS));
        }
        // The last ones hear it when all have joined.
        publishAndDeliver();
    }

    private void subscribe(Audience audience) {
        if (broadcaster
                .subscribe(audience, Optional.empty(), new BlackHole(), audience)
                .isEmpty()) {
            throw new IllegalStateException("no place for " + audience);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void publishAndDeliver() {
        for (int i = 0; i < BATCH; i++) {
            log.append(update).toCompletableFuture().join();
        }
        expected += (long) BATCH * listeners;
        while (broadcaster.statistics().delivered() < expected) {
            Thread.onSpinWait();
        }
    }

    @TearDown
    public void close() {
        broadcaster.close();
    }

    /** Always ready; forgets what it is given. */
    private static final class BlackHole implements Sink {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void write(byte[] block) {
            // Gone.
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
