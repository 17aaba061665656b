package dev.tidings.presence;

import dev.tidings.subscribe.SubscribeRequest.Match;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds once what many streams ask for in the same words: a URL pattern is several kilobytes.
 *
 * <p><b>Threads:</b> safe for any. <b>Memory:</b> after the last stream that asks for it, none.
 */
final class SharedMatches {

    private record Held(Match match, int streams) {}

    // By text, whose hashes clients choose, and which can be ordered.
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /** The same ones, to be given back once. */
    List<Match> share(List<Match> matches) {
        return matches.stream().map(this::share).toList();
    }

    private Match share(Match match) {
        return held.merge(key(match), new Held(match, 1), (before, one) -> new Held(before.match, before.streams + 1))
                .match;
    }

    void giveBack(List<Match> matches) {
        for (Match match : matches) {
            held.computeIfPresent(
                    key(match),
                    (unused, before) -> before.streams == 1 ? null : new Held(before.match, before.streams - 1));
        }
    }

    private static String key(Match match) {
        return match.type() + " " + match.text();
    }
}
