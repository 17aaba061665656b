package dev.tidings.presence;

import dev.tidings.authorize.Grants;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.subscribe.StreamOpened;
import dev.tidings.subscribe.SubscribeRequest.Match;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A stream that is open, and what is told of it.
 *
 * @param id stands for it, and tells nothing of its client
 * @param hub the path of the hub's address
 */
record Attendance(
        String id, String hub, Subscriber subscriber, Optional<Person> person, Grants grants, List<Match> matches) {

    /** @param matches those of the request, shared with others who want the same */
    static Attendance of(StreamOpened stream, List<Match> matches) {
        var identity = stream.request().identity();
        return new Attendance(
                "urn:uuid:" + UUID.randomUUID(),
                stream.hub(),
                stream.subscriber(),
                Person.of(identity),
                identity.grants(),
                matches);
    }

    Stream<Subscription> subscriptions() {
        return matches.stream().map(this::subscription);
    }

    Stream<Subscription> subscriptions(String matchType, String match) {
        return matches.stream()
                .filter(each -> each.type().equals(matchType) && each.text().equals(match))
                .map(this::subscription);
    }

    /** Those that would be sent a public update of this topic. */
    Stream<Subscription> hearing(String topic) {
        return hears(topic)
                ? matches.stream().filter(each -> each.matcher().matches(topic)).map(this::subscription)
                : Stream.empty();
    }

    boolean hears(String topic) {
        return subscriber.audience().wants(topic);
    }

    private Subscription subscription(Match match) {
        return new Subscription(
                Subscription.path(hub, match.type(), match.text(), id),
                match.type(),
                match.text(),
                id,
                person,
                grants.payload(match.text()));
    }
}
