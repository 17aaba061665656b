package dev.tidings.broadcast;

import java.util.Map;

/**
 * The broadcaster's counts at one moment.
 *
 * @param streams open now
 * @param opened streams that were let in since the start
 * @param delivered events written to sinks since the start
 * @param gaps told to streams since the start, without those told on arrival
 * @param endings streams that ended since the start, by reason
 */
public record Statistics(int streams, long opened, long delivered, long gaps, Map<Ending, Long> endings) {

    public Statistics {
        endings = Map.copyOf(endings);
    }

    /** Streams that ended since the start, for whatever reason. */
    public long ended() {
        return endings.values().stream().mapToLong(Long::longValue).sum();
    }
}
