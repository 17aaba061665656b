package dev.tidings.load;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What has gone wrong in one run, over all who read. */
record Faults(long lost, long doubled, long reordered, long foreign, long strangers, long ended) {

    /** @param last the number of the last event that was published */
    static Faults of(Crowd crowd, long last) {
        var lost = new AtomicLong();
        var doubled = new AtomicLong();
        var reordered = new AtomicLong();
        var foreign = new AtomicLong();
        var strangers = new AtomicLong();
        var ended = new AtomicLong();
        crowd.each(subscriber -> {
            lost.addAndGet(subscriber.sequence().lost(last));
            doubled.addAndGet(subscriber.sequence().doubled());
            reordered.addAndGet(subscriber.sequence().reordered());
            foreign.addAndGet(subscriber.sequence().foreign());
            strangers.addAndGet(subscriber.events().strangers());
            ended.addAndGet(subscriber.isGone() ? 1 : 0);
        });
        return new Faults(lost.get(), doubled.get(), reordered.get(), foreign.get(), strangers.get(), ended.get());
    }

    void tell(Map<String, Object> result) {
        result.put("lost", lost);
        result.put("doubled", doubled);
        result.put("reordered", reordered);
        result.put("foreign", foreign);
        // Such as the events by which a hub tells of a gap.
        result.put("strangers", strangers);
        result.put("ended", ended);
    }
}
