package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.Entry;
import dev.tidings.log.Bounds;
import java.util.HashMap;
import java.util.Map;

/**
 * All crowds of one sweeper: finds those whom an entry concerns, and has them visited.
 *
 * <p><b>Threads:</b> one sweeper.
 */
final class Crowds {

    private final Window window;
    private final int due;
    private final Map<Audience, Crowd> crowds = new HashMap<>();
    private final Index index = new Index();
    private final Visits visits = new Visits();

    /** @param due at most so many entries are kept ready for each */
    Crowds(Window window, int due) {
        this.window = window;
        this.due = due;
    }

    /** The visits that are to be made. */
    Visits visits() {
        return visits;
    }

    /**
     * Puts a subscriber into the crowd of an audience.
     *
     * @param position a new crowd knows what is due from here on
     */
    Crowd join(Subscriber subscriber, Audience audience, long position) {
        Crowd crowd = crowds.get(audience);
        if (crowd == null) {
            crowd = new Crowd(audience, window, due, position);
            crowds.put(crowd.audience, crowd);
            index.add(crowd);
        }
        crowd.join(subscriber);
        return crowd;
    }

    /** Notes an entry as due to all who see it, without a look at those whom its topics do not concern. */
    void offer(Entry entry, long number) {
        index.candidates(entry, crowd -> offer(crowd, entry, number));
    }

    private void offer(Crowd crowd, Entry entry, long number) {
        if (crowd.isNew(number) && crowd.audience.sees(entry) && crowd.add(entry, number)) {
            visits.add(crowd);
        }
    }

    /** Begins again after entries were missed, as {@link Crowd#restart}. */
    void restart(long scanned, long position) {
        visits.clear();
        for (Crowd crowd : crowds.values()) {
            crowd.restart(scanned, position);
            visits.add(crowd);
        }
    }

    /** Does what is done by the clock, and forgets crowds of which nobody is left. */
    void tick(long now, Bounds bounds) {
        for (var each = crowds.values().iterator(); each.hasNext(); ) {
            Crowd crowd = each.next();
            // From the last, as each may end.
            for (int i = crowd.subscribers.size() - 1; i >= 0; i--) {
                crowd.subscribers.get(i).tick(now, bounds);
            }
            if (crowd.subscribers.isEmpty()) {
                index.remove(crowd);
                each.remove();
            }
        }
    }

    /** Ends all streams. */
    void end(Ending reason) {
        for (Crowd crowd : crowds.values()) {
            for (int i = crowd.subscribers.size() - 1; i >= 0; i--) {
                crowd.subscribers.get(i).end(reason);
            }
        }
    }
}
