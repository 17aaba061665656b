package dev.tidings.broadcast;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the broadcaster counts. <b>Threads:</b> safe for any. */
final class Counters {

    private final AtomicInteger streams = new AtomicInteger();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);

    Counters() {
        for (Ending reason : Ending.values()) {
            endings.put(reason, new LongAdder());
        }
    }

    /** Takes one of so many places for a stream; false if none is left. */
    boolean opened(int places) {
        return streams.getAndUpdate(count -> count < places ? count + 1 : count) < places;
    }

    void ended(Ending reason) {
        streams.decrementAndGet();
        endings.get(reason).increment();
    }

    void delivered(int events) {
        delivered.add(events);
    }

    void gap() {
        gaps.increment();
    }

    Statistics snapshot() {
        Map<Ending, Long> ended = new EnumMap<>(Ending.class);
        endings.forEach((reason, count) -> ended.put(reason, count.sum()));
        return new Statistics(streams.get(), delivered.sum(), gaps.sum(), ended);
    }
}
