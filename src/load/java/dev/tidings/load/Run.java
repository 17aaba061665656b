package dev.tidings.load;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** One hub, one scenario, once. */
final class Run {

    /** Until everybody who is still due something has got it, or gets nothing more. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final double MILLISECOND = 1e6;

    /** No number of an event is used twice, so that what is left over from one run is known in the next. */
    private static final AtomicLong FIRST = new AtomicLong(1);

    private record Use(double cpu, long reader, long time) {}

    private final Rival rival;
    private final Scenario scenario;
    private final Map<String, Object> result = new LinkedHashMap<>();

    private Run(Rival rival, Scenario scenario) {
        this.rival = rival;
        this.scenario = scenario;
    }

    /** Returns the figures by their names. */
    static Map<String, Object> of(Rival rival, Scenario scenario) {
        return new Run(rival, scenario).run();
    }

    private Map<String, Object> run() {
        result.put("rival", rival.name());
        result.put("version", rival.version());
        result.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        result.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        clear();
        Memory before = Memory.of(rival);
        try (var laggards = new Laggards(scenario, rival);
                var crowd = new Crowd(scenario, rival::stream)) {
            laggards.open();
            crowd.open(scenario.replay() > 0 ? scenario.live() : scenario.healthy());
            if (rival.answersAtOnce()) {
                crowd.awaitHeads();
            }
            if (scenario.isIdle()) {
                idle(crowd, before);
            } else {
                knock(crowd);
                Memory.of(rival).growth(before, scenario.subscribers()).forEach(result::put);
                measure(crowd);
            }
        }
        return result;
    }

    /**
     * Publishes to nobody, but on all topics: a hub learns of those who have left in the run before only by writing to
     * them, twice or thrice.
     */
    private void clear() {
        if (rival.driver() == 0) {
            return;
        }
        try (Drive drive = Drive.connect(rival.driver())) {
            drive.start(slowly(scenario.order().to(scenario.topics()), 1.5));
            FIRST.addAndGet(drive.await().events());
        }
    }

    /** Some events for each topic. */
    private static Order slowly(Order order, double seconds) {
        return order.at(Math.max(4, 3 * order.topics()), 0).lasting(seconds).from(FIRST.get());
    }

    /** Publishes slowly until everybody has got something: then all are there, whatever a hub means by its head. */
    private void knock(Crowd crowd) {
        try (Drive drive = Drive.connect(rival.driver())) {
            drive.start(slowly(scenario.order(), 60));
            boolean allHere = Waiting.forThat(Duration.ofSeconds(30), crowd::allHaveHeard);
            drive.stop();
            FIRST.addAndGet(drive.await().events());
            if (!allHere) {
                throw new IllegalStateException("not everybody who listens is told anything");
            }
            Waiting.pause(Duration.ofMillis(300));
        }
    }

    private void measure(Crowd crowd) {
        var returning = new Return(scenario, crowd);
        if (scenario.replay() > 0) {
            try (Drive drive = Drive.connect(rival.driver())) {
                FIRST.addAndGet(returning.prepare(drive, FIRST.get()));
            }
        }
        Order order = scenario.order().from(FIRST.get());
        try (Drive drive = Drive.connect(rival.driver());
                var churn = new Churn(scenario, rival)) {
            crowd.begin(order, drive::slowest);
            Use start = use(crowd);
            drive.start(order);
            if (scenario.replay() > 0) {
                returning.happen(result);
            }
            Published published = drive.await();
            long last = FIRST.addAndGet(published.events()) - 1;
            awaitRest(crowd, last);
            Use end = use(crowd);
            tell(crowd, last, published);
            tell(start, end, crowd.latency().getTotalCount());
            result.put("churned", churn.count());
        }
    }

    private void awaitRest(Crowd crowd, long last) {
        long before = -1;
        long changed = System.nanoTime();
        while (Faults.of(crowd, last).lost() > 0 && System.nanoTime() - changed < QUIET.toNanos()) {
            long now = crowd.received();
            if (now != before) {
                before = now;
                changed = System.nanoTime();
            }
            Waiting.pause(Duration.ofMillis(5));
        }
    }

    private void tell(Crowd crowd, long last, Published published) {
        Histogram latency = crowd.latency();
        double seconds = crowd.duration() / 1e9;
        result.put("published", published.events());
        result.put("deliveries", latency.getTotalCount());
        result.put("deliveriesPerSecond", Math.round(latency.getTotalCount() / seconds));
        putLatency("", latency);
        Faults.of(crowd, last).tell(result);
        if (!rival.isByHttp()) {
            result.put("publishP50Micros", published.median() / 1e3);
            result.put("publishP99Micros", published.p99() / 1e3);
        }
    }

    private void putLatency(String which, Histogram latency) {
        result.put(which + "p50", latency.getValueAtPercentile(50) / MILLISECOND);
        result.put(which + "p99", latency.getValueAtPercentile(99) / MILLISECOND);
        result.put(which + "p999", latency.getValueAtPercentile(99.9) / MILLISECOND);
        result.put(which + "max", latency.getMaxValue() / MILLISECOND);
    }

    private void tell(Use start, Use end, long deliveries) {
        double seconds = (end.time - start.time) / 1e9;
        rival.program().ifPresent(program -> {
            double cpu = end.cpu - start.cpu;
            result.put("cpuSeconds", round(cpu));
            result.put("cpuCores", round(cpu / seconds));
            // With a replay there are far more than those that are counted.
            if (deliveries > 0 && scenario.replay() == 0) {
                result.put("cpuMicrosPerDelivery", round(cpu * 1e6 / deliveries));
            }
        });
        result.put("readerCores", round((end.reader - start.reader) / 1e9 / seconds));
    }

    private void idle(Crowd crowd, Memory before) {
        Waiting.pause(Duration.ofSeconds(2));
        Memory.of(rival).growth(before, scenario.subscribers()).forEach(result::put);
        Use start = use(crowd);
        Waiting.pause(Duration.ofMillis((long) (scenario.order().seconds() * 1000)));
        tell(start, use(crowd), 0);
        result.put("ended", crowd.count(Subscriber::isGone));
    }

    private Use use(Crowd crowd) {
        return new Use(rival.program().map(Program::cpu).orElse(0.0), crowd.cpu(), System.nanoTime());
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
