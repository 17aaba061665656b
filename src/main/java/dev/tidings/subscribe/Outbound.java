package dev.tidings.subscribe;

import dev.tidings.event.Frame;
import dev.tidings.event.Update;
import dev.tidings.http.JsonText;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.Objects;

/**
 * What an application sends, as the rest of the house has it: a JAX-RS event, text, or anything else that is then sent as
 * JSON.
 *
 * <p><b>Failure:</b> refuses what {@link Update} refuses, in its words.
 */
final class Outbound {

    // An update has a topic; what goes to one client has none. Any will do, as it is not sent.
    private static final String NO_TOPIC = "-";

    private Outbound() {}

    /** What is broadcast to a topic. */
    static Update update(String topic, OutboundSseEvent event, JsonText json) {
        var update = Update.on(topic).data(data(event, json));
        if (event.getName() != null) {
            update.type(event.getName());
        }
        if (event.getId() != null) {
            update.id(event.getId());
        }
        if (event.isReconnectDelaySet()) {
            update.retry(Duration.ofMillis(event.getReconnectDelay()));
        }
        return update.build();
    }

    /** What is sent to one client: with the event's own id, if it has one. Without data, its comment and nothing else. */
    static Frame frame(OutboundSseEvent event, JsonText json) {
        if (event.getData() == null) {
            return Frame.comment(Objects.requireNonNullElse(event.getComment(), ""));
        }
        Update update = update(NO_TOPIC, event, json);
        Frame frame = Frame.encode(update);
        return update.id().map(frame::withId).orElse(frame);
    }

    /** An item of a finite stream: its id is its number. */
    static Frame numbered(Object item, long number, JsonText json) {
        Update update = item instanceof OutboundSseEvent event
                ? update(NO_TOPIC, event, json)
                : Update.of(NO_TOPIC, item instanceof CharSequence text ? text.toString() : json.of(item));
        return Frame.encode(update).withId(Long.toString(number));
    }

    private static String data(OutboundSseEvent event, JsonText json) {
        Object data = event.getData();
        if (data instanceof CharSequence text) {
            return text.toString();
        }
        return event.getGenericType() == null ? json.of(data) : json.of(data, event.getGenericType());
    }
}
