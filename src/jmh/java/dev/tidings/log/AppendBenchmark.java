package dev.tidings.log;

import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does an append cost to a full history, alone and against another appender? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AppendBenchmark {

    private final EventLog log = new MemoryEventLog(new Retention(100_000, 64 << 20, Duration.ofDays(1)), Time.SYSTEM);
    private final Update update = Update.of("orders/42", "x".repeat(150));

    @Benchmark
    public CompletionStage<EventId> alone() {
        return log.append(update);
    }

    @Benchmark
    @Group("two")
    @GroupThreads(2)
    public CompletionStage<EventId> two() {
        return log.append(update);
    }
}
