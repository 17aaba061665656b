package dev.tidings.subscribe;

import dev.tidings.authorize.Identity;
import dev.tidings.authorize.Me;
import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.Form;
import dev.tidings.http.Typo;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
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
        Set<TopicMatcher> wanted = matchers(query.all("topic"), settings, me);
        var audience = new Audience(wanted, identity.grants().subscribed());
        return new SubscribeRequest(identity, audience, lastEventId(query, request.getHeader(HEADER)), true);
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

    private static Set<TopicMatcher> matchers(List<String> topics, SubscribeSettings settings, Supplier<Me> me) {
        settings.limit(topics);
        Set<TopicMatcher> matchers = new LinkedHashSet<>();
        for (String topic : topics.isEmpty() ? List.of("*") : topics) {
            matchers.add(TopicMatcher.parse(Me.isIn(topic) ? me.get().in(topic) : topic));
        }
        return matchers;
    }
}
