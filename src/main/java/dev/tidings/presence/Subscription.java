package dev.tidings.presence;

import dev.tidings.event.UriTemplate;
import dev.tidings.http.JsonQuote;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that one stream listens to (Mercure 1.0, "Active Subscriptions").
 *
 * @param topic under which is told when it begins and ends, and where it is found by the API
 * @param matchType {@code exact}, {@code urlpattern}, or {@code uritemplate} at {@code /events}
 * @param match as the client has written it
 * @param subscriber stands for the stream; the hub makes a new one for each
 * @param person who listens, if they said so. No other client is told
 * @param payload what the issuer of their token wants others to be told: JSON, as text
 */
public record Subscription(
        String topic,
        String matchType,
        String match,
        String subscriber,
        Optional<Person> person,
        Optional<String> payload) {

    private static final String ALL = "/subscriptions";
    private static final UriTemplate SOME = UriTemplate.parse(ALL + "/{match_type}/{match}");
    private static final UriTemplate ONE = UriTemplate.parse(ALL + "/{match_type}/{match}/{subscriber}");

    /** The path where all are told of. */
    public static String path(String hub) {
        return hub + ALL;
    }

    /** The path where those of one matcher are told of. */
    public static String path(String hub, String matchType, String match) {
        return hub + SOME.expand(Map.of("match_type", matchType, "match", match)::get);
    }

    /** The path of one of them, which is the topic of its events. */
    public static String path(String hub, String matchType, String match, String subscriber) {
        return hub + ONE.expand(Map.of("match_type", matchType, "match", match, "subscriber", subscriber)::get);
    }

    /** The document that its events carry. */
    public String json(boolean active) {
        String json = "{\"id\":" + JsonQuote.of(topic)
                + ",\"type\":\"subscription\",\"match_type\":" + JsonQuote.of(matchType)
                + ",\"match\":" + JsonQuote.of(match)
                + ",\"subscriber\":" + JsonQuote.of(subscriber)
                + ",\"active\":" + active;
        return json + payloadMember() + "}";
    }

    String payloadMember() {
        return payload.map(JsonQuote::encodable)
                .map(text -> ",\"payload\":" + text)
                .orElse("");
    }
}
