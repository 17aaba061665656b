package dev.tidings.broadcast;

/**
 * The entries that an audience is to be sent, oldest first, as positions and window numbers: a ring that grows to its
 * bound, then lets go of the oldest.
 *
 * <p><b>Threads:</b> one sweeper. <b>Memory:</b> 16 bytes for each place, from 16 places up to the bound.
 */
final class DueList {

    private final int bound;
    private long[] positions = new long[16];
    private long[] numbers = new long[16];
    private long first; // index of the oldest, counted from the beginning
    private long end; // index after the newest

    DueList(int bound) {
        this.bound = bound;
    }

    /** Adds an entry; the list must not be full. */
    void add(long position, long number) {
        if (size() == positions.length) {
            grow();
        }
        positions[slot(end)] = position;
        numbers[slot(end)] = number;
        end++;
    }

    private void grow() {
        long[] oldPositions = positions;
        long[] oldNumbers = numbers;
        positions = new long[oldPositions.length * 2];
        numbers = new long[oldNumbers.length * 2];
        for (long index = first; index < end; index++) {
            int old = (int) (index & (oldPositions.length - 1));
            positions[slot(index)] = oldPositions[old];
            numbers[slot(index)] = oldNumbers[old];
        }
    }

    boolean isFull() {
        return size() >= bound;
    }

    int size() {
        return (int) (end - first);
    }

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    long position(long index) {
        return positions[slot(index)];
    }

    long number(long index) {
        return numbers[slot(index)];
    }

    /** Lets go of the oldest, and returns its position. */
    long removeFirst() {
        return positions[slot(first++)];
    }

    void clear() {
        first = end;
    }

    /** The index of the first entry after a position; {@link #end} if there is none. */
    long after(long position) {
        long low = first;
        long high = end;
        while (low < high) {
            long probe = (low + high) >>> 1;
            if (position(probe) <= position) {
                low = probe + 1;
            } else {
                high = probe;
            }
        }
        return low;
    }

    private int slot(long index) {
        return (int) (index & (positions.length - 1));
    }
}
