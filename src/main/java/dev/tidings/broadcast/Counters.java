package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the broadcaster counts. <b>Threads:</b> safe for any. */
final class Counters {

    private final AtomicInteger streams = new AtomicInteger();
    private final Map<Audience, Integer> listeners = new ConcurrentHashMap<>(); // those of nobody are not there
    private final FreeMatchers free = new FreeMatchers();
    private final LongAdder opened = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);

    Counters() {
        for (Ending reason : Ending.values()) {
            endings.put(reason, new LongAdder());
        }
    }

    /** Takes a place for a stream of this audience; false if there is none. */
    boolean opened(BroadcastSettings settings, Audience audience) {
        // Several who come at this moment may together go over by what they bring.
        if (!free.hasRoom(audience, settings.freeTemplates())) {
            return false;
        }
        int places = settings.streams();
        if (streams.getAndUpdate(count -> count < places ? count + 1 : count) >= places) {
            return false;
        }
        opened.increment();
        join(audience);
        return true;
    }

    /** Notes that a stream is of another audience now. */
    void moved(Audience from, Audience to) {
        leave(from);
        join(to);
    }

    private void join(Audience audience) {
        listeners.merge(audience, 1, Integer::sum);
        free.join(audience);
    }

    private void leave(Audience audience) {
        listeners.computeIfPresent(audience, (unused, count) -> count == 1 ? null : count - 1);
        free.leave(audience);
    }

    /** Gives the place of a stream back; once for each that was opened. */
    void ended(Ending reason, Audience audience) {
        leave(audience);
        streams.decrementAndGet();
        endings.get(reason).increment();
    }

    void delivered(int events) {
        delivered.add(events);
    }

    void gap() {
        gaps.increment();
    }

    /** As {@link Broadcaster#listeners}. */
    int listeners(String topic) {
        int count = 0;
        for (var each : listeners.entrySet()) {
            if (each.getKey().wants(topic)) {
                count += each.getValue();
            }
        }
        return count;
    }

    Statistics snapshot() {
        Map<Ending, Long> ended = new EnumMap<>(Ending.class);
        endings.forEach((reason, count) -> ended.put(reason, count.sum()));
        return new Statistics(streams.get(), opened.sum(), delivered.sum(), gaps.sum(), ended);
    }
}
