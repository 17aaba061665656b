package dev.tidings.broadcast;

import dev.tidings.event.Entry;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The newest entries of the log, as the sweepers look at them: a ring, numbered without holes.
 *
 * <p><b>Threads:</b> one writer (the log's follower, one call at a time), any number of readers, no locks.
 *
 * <p><b>Memory:</b> at most {@code entries} entries and {@code bytes} bytes of frames, and always the newest entry. Over a
 * log that holds its entries in the heap these are the same objects.
 */
final class Window {

    // Set once.
    private final AtomicReferenceArray<Entry> ring;
    private final int mask;
    private final long maxBytes;

    // Written by the log's follower only.
    private long bytes;
    private volatile long head; // the number after the newest entry's
    private volatile long floor; // the number of the oldest entry

    /** @param entries at least so many entries, rounded up to a power of two */
    Window(int entries, long bytes) {
        int size = Integer.highestOneBit(Math.max(2, entries) - 1) << 1;
        this.ring = new AtomicReferenceArray<>(size);
        this.mask = size - 1;
        this.maxBytes = bytes;
    }

    void add(Entry entry) {
        bytes += entry.frame().length();
        long number = head;
        long oldest = floor;
        while (oldest < number && (number - oldest > mask || bytes > maxBytes)) {
            int slot = (int) (oldest & mask);
            bytes -= ring.get(slot).frame().length();
            // The floor rises first: a reader that found the slot overwritten will see that it was.
            floor = ++oldest;
            ring.set(slot, null);
        }
        ring.set((int) (number & mask), entry);
        head = number + 1;
    }

    /** The number that the next entry will have. */
    long head() {
        return head;
    }

    /** The entry of a number below {@link #head}; null if it has left the window. */
    Entry get(long number) {
        Entry entry = ring.get((int) (number & mask));
        return floor <= number ? entry : null;
    }
}
