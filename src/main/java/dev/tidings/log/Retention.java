package dev.tidings.log;

import java.time.Duration;

/**
 * How much history is kept; whichever bound is reached first counts. The newest entry is kept against the first two.
 *
 * @param events at most so many entries
 * @param bytes at most so many bytes, counted as {@link MemoryEventLog} says
 * @param age nothing that was appended longer ago
 */
public record Retention(int events, long bytes, Duration age) {

    public Retention {
        if (events < 1 || bytes < 1 || age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("history needs room for at least one event, byte and moment");
        }
    }
}
