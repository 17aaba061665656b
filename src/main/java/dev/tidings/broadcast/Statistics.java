package dev.tidings.broadcast;

import java.util.Map;

/**
 * The broadcaster's counts at one moment.
 *
 * @param streams open now
 * @param delivered events written to sinks since the start
 * @param gaps told to streams since the start, without those told on arrival
 * @param endings streams that ended since the start, by reason
 */
public record Statistics(int streams, long delivered, long gaps, Map<Ending, Long> endings) {

    public Statistics {
        endings = Map.copyOf(endings);
    }
}
