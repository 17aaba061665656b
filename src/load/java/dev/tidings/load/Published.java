package dev.tidings.load;

import java.util.Arrays;

/**
 * What a driver answers in the end.
 *
 * @param events how many it has published
 * @param median of the time that a call to publish took, in nanoseconds, as are the next
 */
record Published(long events, long median, long p99) {

    private static final String FAILED = "failed ";

    static String failure(Throwable failure) {
        return FAILED + failure;
    }

    /** @throws IllegalStateException with the driver's words, if it has failed */
    static Published parse(String line) {
        if (line.startsWith(FAILED)) {
            throw new IllegalStateException("publishing failed: " + line.substring(FAILED.length()));
        }
        String[] part = line.split(" ", -1);
        return new Published(Long.parseLong(part[0]), Long.parseLong(part[1]), Long.parseLong(part[2]));
    }

    String line() {
        return events + " " + median + " " + p99;
    }

    /** Counts calls, and keeps the times of the last ones. */
    static final class Calls {

        private final long[] took = new long[1 << 16];
        private long calls;

        void add(long nanos) {
            took[(int) (calls++ & (took.length - 1))] = nanos;
        }

        Published published() {
            long[] sorted = Arrays.copyOf(took, (int) Math.min(calls, took.length));
            Arrays.sort(sorted);
            return new Published(calls, at(sorted, 0.5), at(sorted, 0.99));
        }

        private static long at(long[] sorted, double share) {
            return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
        }
    }
}
