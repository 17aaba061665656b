package dev.tidings.presence;

import dev.tidings.event.PercentEncoded;
import dev.tidings.http.JsonQuote;

/**
 * A subscription as clients of Mercure 0.x are told of it ("Active Subscriptions"): by what it asks for, whatever the type of that, in
 * JSON-LD.
 *
 * @param hub the path of the hub's address
 */
public record Subscription0x(String hub, Subscription subscription) {

    /** Which documents of JSON-LD are to be read how. */
    public static final String CONTEXT = "\"@context\":\"https://mercure.rocks/\",";

    /** The path where those of one topic selector are told of. */
    public static String path(String hub, String topic) {
        return Subscription.path(hub) + "/" + PercentEncoded.of(topic);
    }

    /** The path of one of them, which is the topic of its events. */
    public static String path(String hub, String topic, String subscriber) {
        return path(hub, topic) + "/" + PercentEncoded.of(subscriber);
    }

    public String topic() {
        return path(hub, subscription.match(), subscription.subscriber());
    }

    /** The document that its events carry. */
    public String json(boolean active) {
        return "{" + CONTEXT + members(active) + "}";
    }

    /** The same, up to which event it holds. */
    public String json(String lastEventId) {
        return "{" + CONTEXT + members(true) + ",\"lastEventID\":" + JsonQuote.of(lastEventId) + "}";
    }

    /** The same within another document. */
    public String nested() {
        return "{" + members(true) + "}";
    }

    private String members(boolean active) {
        return "\"id\":" + JsonQuote.of(topic())
                + ",\"type\":\"Subscription\",\"topic\":" + JsonQuote.of(subscription.match())
                + ",\"subscriber\":" + JsonQuote.of(subscription.subscriber())
                + ",\"active\":" + active
                + subscription.payloadMember();
    }
}
