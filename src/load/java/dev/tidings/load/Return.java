package dev.tidings.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Clients that were away, and come back all at once while others listen: how long until they have what they missed, and what
 * does it do to the others?
 */
final class Return {

    private static final int LAG = 64;
    private static final double MILLISECOND = 1e6;

    private final Scenario scenario;
    private final Crowd crowd;

    // Where those who come back were cut off.
    private String lastId = "";
    private long lastNumber;

    Return(Scenario scenario, Crowd crowd) {
        this.scenario = scenario;
        this.crowd = crowd;
    }

    /** Publishes what will have been missed; returns how many events that were. */
    long prepare(Drive drive, long first) {
        Order order = scenario.order().at(0, LAG).lasting(300).from(first);
        crowd.each(subscriber -> subscriber.events().keepId());
        crowd.begin(order, slowest -> {
            drive.slowest(slowest);
            if (slowest > first + scenario.replay()) {
                drive.stop();
            }
        });
        drive.start(order);
        long events = drive.await().events();
        crowd.each(subscriber -> {
            lastId = subscriber.events().firstId();
            lastNumber = subscriber.events().firstSequence();
        });
        if (lastId.isEmpty() || lastNumber != first) {
            throw new IllegalStateException("the events of this hub have no ids to come back with");
        }
        return events;
    }

    /** Lets them come, in the middle of a run. */
    void happen(Map<String, Object> result) {
        Waiting.pause(Duration.ofMillis((long) (scenario.order().seconds() * 300)));
        Histogram before = crowd.latency();
        long start = System.nanoTime();
        int live = scenario.live();
        crowd.comeBack(scenario.healthy(), lastId, scenario.order().from(lastNumber + 1));
        result.put("returnedSeconds", seconds(start));
        long goal = newest();
        boolean done = Waiting.forThat(
                Duration.ofMinutes(1),
                () -> crowd.count(subscriber -> subscriber.number() >= live
                                && !subscriber.isGone()
                                && subscriber.sequence().lost(goal) > 0)
                        == 0);
        result.put("caughtUpSeconds", done ? seconds(start) : "not within a minute");
        Histogram during = crowd.latency();
        during.subtract(before);
        result.put("liveP99Before", before.getValueAtPercentile(99) / MILLISECOND);
        result.put("liveP99During", during.getValueAtPercentile(99) / MILLISECOND);
    }

    private long newest() {
        var newest = new AtomicLong();
        crowd.each(subscriber -> {
            if (subscriber.number() < scenario.live()) {
                newest.accumulateAndGet(subscriber.sequence().newest(), Math::max);
            }
        });
        return newest.get();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / MILLISECOND / 1000;
    }
}
