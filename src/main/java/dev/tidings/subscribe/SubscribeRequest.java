package dev.tidings.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.authorize.Identity;
import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.Form;
import dev.tidings.http.Problem;
import dev.tidings.http.Typo;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a client asks for.
 *
 * @param identity who it is
 * @param audience what it wants to hear, and may
 * @param lastEventId the last id it has, in whichever way it came; a header beats the query, as it is newer: a client that
 *     reconnects by itself repeats its first query
 */
record SubscribeRequest(Identity identity, Audience audience, Optional<String> lastEventId) {

    private static final String HEADER = "Last-Event-ID";
    private static final List<String> IN_QUERY = List.of("last_event_id", "lastEventId", HEADER);
    private static final Set<String> NAMES = Set.of("topic", "last_event_id", "lastEventId", HEADER);

    /**
     * Reads what a request asks for.
     *
     * @throws dev.tidings.http.ProblemException 400 if it is malformed
     */
    static SubscribeRequest read(HttpServletRequest request, Identity identity, SubscribeSettings settings) {
        try {
            return read(identity, Form.ofQuery(request.getQueryString()), request.getHeader(HEADER), settings);
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest(malformed.getMessage()).exception();
        }
    }

    private static SubscribeRequest read(Identity identity, Form query, String header, SubscribeSettings settings) {
        Typo.refuse(query.names(), NAMES);
        Set<TopicMatcher> wanted = matchers(query.all("topic"), settings);
        var audience = new Audience(wanted, identity.grants().subscribed());
        return new SubscribeRequest(identity, audience, lastEventId(query, header));
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

    private static Set<TopicMatcher> matchers(List<String> topics, SubscribeSettings settings) {
        if (topics.size() > settings.matchers()) {
            throw tooMuch(topics.size() + " topics", settings.matchers(), "tidings.subscribe.matchers");
        }
        Set<TopicMatcher> matchers = new LinkedHashSet<>();
        for (String topic : topics.isEmpty() ? List.of("*") : topics) {
            int bytes = topic.getBytes(UTF_8).length;
            if (bytes > settings.matcherBytes()) {
                throw tooMuch(
                        "a topic of " + bytes + " bytes", settings.matcherBytes(), "tidings.subscribe.matcher-bytes");
            }
            matchers.add(TopicMatcher.parse(topic));
        }
        return matchers;
    }

    private static IllegalArgumentException tooMuch(String what, int limit, String setting) {
        return new IllegalArgumentException(what + " in one request; " + setting + " allows " + limit);
    }
}
