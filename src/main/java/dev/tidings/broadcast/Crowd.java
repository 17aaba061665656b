package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The subscribers of one audience at one sweeper, and what they are to be sent.
 *
 * <p>Everything after {@link #base} that the audience sees is in the due list, up to what the sweeper has looked at. A
 * subscriber that stands at the base or after it is served from here, out of blocks that are built once for all who stand
 * at the same place; one that stands before it reads the log.
 *
 * <p><b>Threads:</b> one sweeper.
 */
final class Crowd {

    /** So many due entries stay although everyone has them: for whoever joins from a moment ago. */
    private static final int LEEWAY = 64;

    /** So many are visited in a row. */
    private static final int SOME = 32;

    // A block, and the stretch of the due list that it was built of. Kept while there are visits to make only, or ten
    // thousand idle crowds would hold their last blocks for nothing.
    private record Built(long from, long end, boolean isFull, Block block) {}

    final Audience audience;
    final List<Subscriber> subscribers = new ArrayList<>();

    private final Window window;
    private final DueList due;
    private final Built[] built = new Built[4];
    private int nextBuilt;
    private long base;
    private int nextVisit; // the place of the subscriber who is visited next
    private int visitsLeft; // until all were visited after the newest entry came
    private int visitsSinceTrim;
    private long broughtLast = -1;

    Crowd(Audience audience, Window window, int dueBound, long base) {
        this.audience = audience;
        this.window = window;
        this.due = new DueList(dueBound);
        this.base = base;
    }

    /** The position from which on this crowd knows what is due. */
    long base() {
        return base;
    }

    /**
     * Whether this is the first time that the entry of a window number is brought here: it may come by several of its topics,
     * and by several matchers, and looking at a hundred matchers each time would be work that a subscriber can square.
     */
    boolean isNew(long number) {
        boolean isNew = broughtLast != number;
        broughtLast = number;
        return isNew;
    }

    /** Takes note of an entry that the audience sees; returns whether the crowd has now become one to visit. */
    boolean add(Entry entry, long number) {
        if (due.isFull()) {
            base = due.removeFirst();
        }
        due.add(entry.position(), number);
        boolean isFirst = visitsLeft == 0;
        visitAll();
        return isFirst;
    }

    /**
     * Begins again after the sweeper has missed entries: whoever stands before this position reads the log.
     *
     * @param scanned the position of the last entry that was looked at before; those to whom nothing was due up to there
     *     need not read again what is before it, and may no longer be able to
     */
    void restart(long scanned, long position) {
        for (Subscriber subscriber : subscribers) {
            Course course = subscriber.course();
            if (course.position() >= base && due.after(course.position()) == due.end()) {
                course.standAt(scanned);
            }
        }
        due.clear();
        base = position;
        visitAll();
    }

    // Never none, also if all have left: it stands for being queued, and a crowd is queued once.
    private void visitAll() {
        visitsLeft = Math.max(1, subscribers.size());
    }

    void join(Subscriber subscriber) {
        subscriber.place = subscribers.size();
        subscribers.add(subscriber);
        if (visitsLeft > 0) {
            visitsLeft++;
        }
    }

    void leave(Subscriber subscriber) {
        Subscriber last = subscribers.remove(subscribers.size() - 1);
        if (last != subscriber) {
            subscribers.set(subscriber.place, last);
            last.place = subscriber.place;
            if (visitsLeft > 0) {
                // It may have moved from where visits are still to be made to where they have been.
                last.askForAttention();
            }
        }
    }

    /**
     * What is due to a subscriber at a position, or null if nothing is. If the window no longer has it, the base rises
     * above the position.
     */
    Block due(long position, long scanned) {
        forgetWhatLeftTheWindow();
        if (position < base) {
            return null;
        }
        long from = due.after(position);
        if (from == due.end()) {
            return null;
        }
        for (Built each : built) {
            if (each != null && each.from == from && (each.isFull || each.end == due.end())) {
                return each.block;
            }
        }
        return build(from, scanned);
    }

    private void forgetWhatLeftTheWindow() {
        while (due.size() > 0 && window.get(due.number(due.first())) == null) {
            base = due.removeFirst();
        }
    }

    private Block build(long from, long scanned) {
        List<Entry> entries = new ArrayList<>();
        int bytes = 0;
        long index = from;
        boolean full = false;
        while (index < due.end() && !full) {
            Entry entry = window.get(due.number(index));
            full = entry == null || (!entries.isEmpty() && bytes + entry.frame().length() > Block.BYTES);
            if (!full) {
                entries.add(entry);
                bytes += entry.frame().length();
                index++;
            }
        }
        if (entries.isEmpty()) {
            // It has left the window since we looked.
            forgetWhatLeftTheWindow();
            return null;
        }
        long to = full ? entries.get(entries.size() - 1).position() : scanned;
        Block block = Block.of(entries, to);
        if (visitsLeft > 0) {
            built[nextBuilt++ % built.length] = new Built(from, index, full, block);
        }
        return block;
    }

    /** Visits some of those who may have something due; returns whether that was all who are to be visited. */
    boolean visitSome() {
        for (int i = 0; i < SOME && visitsLeft > 0 && !subscribers.isEmpty(); i++) {
            visitsLeft--;
            visitsSinceTrim++;
            if (nextVisit >= subscribers.size()) {
                nextVisit = 0;
            }
            // Counted before, since one that ends is replaced by the last.
            subscribers.get(nextVisit++).visited();
        }
        boolean isDone = visitsLeft == 0 || subscribers.isEmpty();
        if (isDone) {
            visitsLeft = 0;
            Arrays.fill(built, null);
        }
        if (isDone || visitsSinceTrim >= subscribers.size()) {
            visitsSinceTrim = 0;
            trim();
        }
        return isDone;
    }

    /** Lets go of what all subscribers have. */
    private void trim() {
        if (due.size() <= LEEWAY) {
            return;
        }
        long slowest = Long.MAX_VALUE;
        for (Subscriber subscriber : subscribers) {
            slowest = Math.min(slowest, subscriber.course().position());
        }
        while (due.size() > LEEWAY && due.position(due.first()) <= slowest) {
            base = due.removeFirst();
        }
    }
}
