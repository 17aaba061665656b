package dev.tidings.mercure;

import dev.tidings.authorize.Identity;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.Form;
import dev.tidings.subscribe.SubscribeRequest;
import dev.tidings.subscribe.SubscribeRequest.Match;
import dev.tidings.subscribe.SubscribeSettings;
import dev.tidings.url.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks of the hub (Mercure 1.0, "Subscription"): matchers, and where to go on. Names are case-sensitive; those that
 * begin with {@code match}, however they are written, are Mercure's own; others are not looked at.
 *
 * @param parameters all pairs
 * @param lastEventId of the header, else of the query, else of the body
 */
record Query(Form parameters, Optional<String> lastEventId) {

    static final String LAST_EVENT_ID = "last_event_id";

    private static final String RESERVED = "match";

    /** Which type of matcher each name asks for. */
    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("match", "exact");
        TYPES.put("match_exact", "exact");
        TYPES.put("match_urlpattern", "urlpattern");
    }

    /**
     * What is asked for.
     *
     * @throws IllegalArgumentException if it is malformed, naming the cause and the fix
     */
    SubscribeRequest of(Identity identity, SubscribeSettings limits, MercureSettings settings) {
        for (String name : parameters.names()) {
            boolean isReserved = name.toLowerCase(Locale.ROOT).startsWith(RESERVED);
            if (isReserved && !TYPES.containsKey(name)) {
                throw new IllegalArgumentException(
                        "unknown parameter; those beginning with \"match\" are " + String.join(", ", TYPES.keySet()));
            }
        }
        return new SubscribeRequest(identity, wanted(limits, settings.base()), lastEventId, settings.tellsGaps());
    }

    private List<Match> wanted(SubscribeSettings limits, Url base) {
        List<String> texts = new ArrayList<>();
        TYPES.keySet().forEach(name -> texts.addAll(parameters.all(name)));
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("say what to listen to: match=... at least once, or match_urlpattern=..."
                    + " (topic=... is for /events, and for Mercure 0.x where tidings.mercure.0x=true)");
        }
        limits.limit(texts);
        List<Match> wanted = new ArrayList<>();
        TYPES.forEach((name, type) -> parameters.all(name).forEach(text -> wanted.add(match(type, text, base))));
        return wanted;
    }

    private static Match match(String type, String text, Url base) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty topic matches nothing; match=* is every topic");
        }
        return new Match(type, text, TopicMatcher.of(type, text, base));
    }
}
