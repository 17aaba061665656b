package dev.tidings.broadcast;

import dev.tidings.event.Entry;
import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What does it cost to find who is to be sent an update, among many who want something else? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class IndexBenchmark {

    @Param
    public Kind kind;

    /** So many crowds, with one matcher each. */
    @Param({"1", "10", "100", "1000", "10000", "100000"})
    public int matchers;

    /** Whether one of them wants the update, or none. */
    @Param({"true", "false"})
    public boolean hit;

    private final Index index = new Index();
    private Entry entry;

    @Setup
    public void fill() {
        var window = new Window(2, 1);
        for (int i = 0; i < matchers; i++) {
            index.add(new Crowd(kind.audience(i), window, 1, 0));
        }
        Update update = Update.of(Kind.topic(hit ? matchers / 2 : matchers), "");
        entry = new Entry(1, Instant.EPOCH, update, Frame.encode(update));
    }

    /** As a sweeper does, up to the crowd. */
    @Benchmark
    public void find(Blackhole seen) {
        index.candidates(entry, crowd -> {
            if (crowd.audience.sees(entry)) {
                seen.consume(crowd);
            }
        });
    }
}
