package dev.tidings.subscribe;

import dev.tidings.authorize.Identity;
import dev.tidings.authorize.Me;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.Form;
import dev.tidings.http.Typo;
import dev.tidings.subscribe.SubscribeRequest.Match;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The query of {@code /events}. The last id may come in several ways; a header beats the query, as it is newer: a client that
 * reconnects by itself repeats its first query.
 */
final class EventsQuery {

    private static final String HEADER = "Last-Event-ID";
    private static final List<String> IN_QUERY = List.of("last_event_id", "lastEventId", HEADER);
    private static final Set<String> NAMES = Set.of("topic", "last_event_id", "lastEventId", HEADER);

    /** No type of Mercure's: only this door has templates. */
    private static final String TEMPLATE = "uritemplate";

    private EventsQuery() {}

    /**
     * What is asked for.
     *
     * @param me whose name {@code {me}} in a topic stands for; asked if there is one
     * @throws IllegalArgumentException if it is malformed, naming the cause and the fix
     */
    static SubscribeRequest read(
            HttpServletRequest request, Identity identity, SubscribeSettings settings, Supplier<Me> me) {
        Form query = Form.ofQuery(request.getQueryString());
        Typo.refuse(query.names(), NAMES);
        List<Match> wanted = matches(query.all("topic"), settings, me);
        return new SubscribeRequest(identity, wanted, lastEventId(query, request.getHeader(HEADER)), true);
    }

    /**
     * The last id that the client of any stream has, whatever else its request asks for.
     *
     * @throws dev.tidings.http.ProblemException 400 if the query is malformed
     */
    static Optional<String> lastEventId(HttpServletRequest request) {
        return lastEventId(Form.query(request), request.getHeader(HEADER));
    }

    private static Optional<String> lastEventId(Form query, String header) {
        Stream<String> ids = IN_QUERY.stream().flatMap(name -> query.first(name).stream());
        return Stream.concat(Stream.ofNullable(header), ids)
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    private static List<Match> matches(List<String> topics, SubscribeSettings settings, Supplier<Me> me) {
        settings.limit(topics);
        return (topics.isEmpty() ? List.of("*") : topics)
                .stream()
                        .map(topic -> match(Me.isIn(topic) ? filled(topic, settings, me.get()) : topic))
                        .toList();
    }

    // One after the other, and each held to the limit again: a few bytes may ask for a name some hundred times.
    private static String filled(String topic, SubscribeSettings settings, Me me) {
        String filled = me.in(topic);
        settings.limit(List.of(filled));
        return filled;
    }

    private static Match match(String topic) {
        TopicMatcher matcher = TopicMatcher.parse(topic);
        return new Match(matcher instanceof TopicMatcher.Template ? TEMPLATE : "exact", topic, matcher);
    }
}
