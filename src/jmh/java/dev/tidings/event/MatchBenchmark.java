package dev.tidings.event;

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

/** What does one matcher cost, on a topic that it matches and on one that it does not? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MatchBenchmark {

    @Param({"*", "orders/42/items", "orders/{id}/items", "{a}/{b}/items"})
    public String matcher;

    @Param({"orders/42/items", "orders/42/notes"})
    public String topic;

    private TopicMatcher made;

    @Setup
    public void make() {
        made = TopicMatcher.parse(matcher);
    }

    @Benchmark
    public boolean match() {
        return made.matches(topic);
    }
}
