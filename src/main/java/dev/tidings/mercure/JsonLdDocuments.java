package dev.tidings.mercure;

import dev.tidings.http.JsonQuote;
import dev.tidings.presence.Presence;
import dev.tidings.presence.Subscription;
import dev.tidings.presence.Subscription0x;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Those of Mercure 0.x: a topic selector, whatever its type is in 1.0, and then a subscriber.
 *
 * @param hub the path of the hub's address
 */
record JsonLdDocuments(Presence presence, String hub) implements SubscriptionDocuments {

    private static final List<String> TYPES = List.of("exact", "uritemplate", "urlpattern");

    @Override
    public String type() {
        return "application/ld+json";
    }

    @Override
    public String linkParameters() {
        return "content-type=\"application/ld+json\"";
    }

    @Override
    public String tag(String cursor) {
        return cursor + "+ld";
    }

    @Override
    public Optional<String> topic(List<String> which) {
        return switch (which.size()) {
            case 0 -> Optional.of(Subscription.path(hub));
            case 1 -> Optional.of(Subscription0x.path(hub, which.get(0)));
            case 2 -> Optional.of(Subscription0x.path(hub, which.get(0), which.get(1)));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<StreamingOutput> of(List<String> which, String cursor) {
        if (which.size() == 2) {
            return TYPES.stream()
                    .flatMap(type -> presence.subscription(type, which.get(0), which.get(1)).stream())
                    .findFirst()
                    .map(one -> SubscriptionDocuments.one(new Subscription0x(hub, one).json(cursor)));
        }
        Stream<Subscription> some = which.isEmpty()
                ? presence.subscriptions()
                : TYPES.stream().flatMap(type -> presence.subscriptions(type, which.get(0)));
        String head = "{" + Subscription0x.CONTEXT + "\"id\":"
                + JsonQuote.of(topic(which).orElseThrow()) + ",\"type\":\"Subscriptions\",\"lastEventID\":"
                + JsonQuote.of(cursor) + ",\"subscriptions\":[";
        return Optional.of(SubscriptionDocuments.list(
                head, some.filter(this::isFirst).map(each -> new Subscription0x(hub, each).nested()), "]}"));
    }

    // What a stream asks for in the same text as two types is one here.
    private boolean isFirst(Subscription one) {
        return TYPES.stream()
                .takeWhile(type -> !type.equals(one.matchType()))
                .noneMatch(type -> presence.subscription(type, one.match(), one.subscriber())
                        .isPresent());
    }
}
