package dev.tidings.mercure;

import static java.util.function.Predicate.not;

import dev.tidings.authorize.Dialect;
import dev.tidings.authorize.Identity;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.Form;
import dev.tidings.subscribe.SubscribeRequest;
import dev.tidings.subscribe.SubscribeRequest.Match;
import dev.tidings.subscribe.SubscribeSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client of Mercure 0.x asks of the hub (draft-dunglas-mercure-07, "Subscription"): topic selectors, and where to go on.
 * Other names are not looked at.
 *
 * @param header the last id that stands there, which beats the query's
 */
record Query0x(Form parameters, Optional<String> header) {

    private static final String TOPIC = "topic";

    /** The second is that of older drafts. */
    private static final List<String> LAST_EVENT_ID = List.of("lastEventID", "Last-Event-ID");

    /** Whether it is meant for 0.x, where the hub understands both: what has a parameter of 1.0 is 1.0 altogether. */
    static boolean is(Form parameters) {
        return parameters.names().contains(TOPIC) && !Dialect.isV1(parameters);
    }

    /**
     * What is asked for.
     *
     * @throws IllegalArgumentException if it is malformed, naming the cause and the fix
     */
    SubscribeRequest of(Identity identity, SubscribeSettings limits, MercureSettings settings) {
        List<String> selectors = parameters.all(TOPIC);
        limits.limit(selectors);
        List<Match> wanted = selectors.stream().map(Query0x::match).toList();
        return new SubscribeRequest(identity, wanted, lastEventId(), settings.tellsGaps());
    }

    private Optional<String> lastEventId() {
        Stream<String> inQuery = LAST_EVENT_ID.stream().flatMap(name -> parameters.first(name).stream());
        return Stream.concat(header.stream(), inQuery)
                .filter(not(String::isEmpty))
                .findFirst();
    }

    private static Match match(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty topic matches nothing; topic=* is every topic");
        }
        TopicMatcher selector = TopicMatcher.selector(text);
        return new Match(selector instanceof TopicMatcher.Template ? "uritemplate" : "exact", text, selector);
    }
}
