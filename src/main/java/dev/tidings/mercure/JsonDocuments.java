package dev.tidings.mercure;

import dev.tidings.http.JsonQuote;
import dev.tidings.presence.Presence;
import dev.tidings.presence.Subscription;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Those of Mercure 1.0: a type of matcher and a matcher, and then a subscriber.
 *
 * @param hub the path of the hub's address
 */
record JsonDocuments(Presence presence, String hub) implements SubscriptionDocuments {

    @Override
    public String type() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public String linkParameters() {
        return "type=\"mercure\"; content-type=\"application/json\"";
    }

    @Override
    public String tag(String cursor) {
        return cursor;
    }

    @Override
    public Optional<String> topic(List<String> which) {
        return switch (which.size()) {
            case 0 -> Optional.of(Subscription.path(hub));
            case 2 -> Optional.of(Subscription.path(hub, which.get(0), which.get(1)));
            case 3 -> Optional.of(Subscription.path(hub, which.get(0), which.get(1), which.get(2)));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<StreamingOutput> of(List<String> which, String cursor) {
        if (which.size() == 3) {
            return presence.subscription(which.get(0), which.get(1), which.get(2))
                    .map(one -> SubscriptionDocuments.one(one.json(true)));
        }
        Stream<Subscription> some =
                which.isEmpty() ? presence.subscriptions() : presence.subscriptions(which.get(0), which.get(1));
        String head = "{\"id\":" + JsonQuote.of(topic(which).orElseThrow())
                + ",\"type\":\"subscriptions\",\"subscriptions\":[";
        return Optional.of(SubscriptionDocuments.list(head, some.map(each -> each.json(true)), "]}"));
    }
}
