package dev.tidings.presence;

import dev.tidings.subscribe.StreamOpened;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who listens at the hub's doors, for the application:
 *
 * <pre>
 * &#64;Inject Presence presence;
 *
 * Set&lt;Person&gt; inTheRoom = presence.people("rooms/42");
 *
 * void joined(&#64;Observes PersonJoined event) { ... }
 * </pre>
 *
 * <p>It is there whether or not other clients are told ({@code tidings.subscriptions}). Streams that the application opens by
 * itself are not in it.
 *
 * <p><b>Threads:</b> safe for any. All of it is of this node and of this moment: while streams come and go, one answer may be older
 * than another.
 */
@ApplicationScoped
public class Presence {

    @Inject
    private Roster roster;

    // First: of an observer that fails, those that come later hear nothing.
    void opened(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StreamOpened stream) {
        roster.opened(stream);
    }

    /** How many streams are open. */
    public int streams() {
        return roster.streams();
    }

    /** All subscriptions; a stream has one for each topic, template or pattern that it asked for. */
    public Stream<Subscription> subscriptions() {
        return roster.subscriptions();
    }

    /**
     * Those of one matcher.
     *
     * @param matchType {@code exact}, {@code urlpattern}, {@code uritemplate}
     * @param match as clients have written it
     */
    public Stream<Subscription> subscriptions(String matchType, String match) {
        return roster.subscriptions(matchType, match);
    }

    /** One of them. */
    public Optional<Subscription> subscription(String matchType, String match, String subscriber) {
        return roster.subscription(matchType, match, subscriber);
    }

    /** Those that would be sent a public update of this topic. Asks every stream. */
    public Stream<Subscription> hearing(String topic) {
        return roster.hearing(topic);
    }

    /** All who said who they are, and who have a stream or had one less than {@code tidings.presence.grace} ago. */
    public Set<Person> people() {
        return roster.people();
    }

    /** Those of them who would be sent a public update of this topic. Asks every stream. */
    public Set<Person> people(String topic) {
        return roster.people(topic);
    }
}
