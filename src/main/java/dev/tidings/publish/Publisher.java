package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import dev.tidings.http.TooLargeException;
import dev.tidings.log.EventLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** Where all ways in meet: holds updates to the limits, and appends them to the log. <b>Threads:</b> safe for any. */
@ApplicationScoped
public class Publisher {

    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());

    @Inject
    private EventLog log;

    @Inject
    private PublishSettings settings;

    /**
     * Appends an update; does not wait for those who listen.
     *
     * @return as {@link EventLog#append}
     * @throws TooLargeException if it is over a limit
     * @throws IllegalArgumentException if its id could be taken for one of the hub's
     */
    public CompletionStage<EventId> publish(Update update) {
        if (update.topics().size() > settings.topics()) {
            throw new TooLargeException("the number of topics", settings.topics(), "tidings.publish.topics");
        }
        update.topics().forEach(topic -> limit(topic, settings.topicBytes(), "a topic", "tidings.publish.topic-bytes"));
        update.type().ifPresent(type -> limit(type, settings.typeBytes(), "the type", "tidings.publish.type-bytes"));
        limit(update.data(), settings.bodyBytes(), "the data", "tidings.publish.body-bytes");
        update.id().ifPresent(this::requireNotOurs);
        return log.append(update);
    }

    /** Publishes for somebody who does not wait for an answer, and must not hear of a failure: that is logged. */
    public void relay(Update update) {
        try {
            publish(update).whenComplete((id, failure) -> {
                if (failure != null) {
                    notSent(update, failure);
                }
            });
        } catch (RuntimeException refused) {
            notSent(update, refused);
        }
    }

    private static void notSent(Update update, Throwable failure) {
        String topic = update.topics().get(0);
        LOG.log(System.Logger.Level.ERROR, "an update of " + topic + " was not sent: " + failure.getMessage(), failure);
    }

    // A client that came back with it would go on elsewhere, and miss what is between without a word. An id of another
    // epoch
    // is looked for among those of publishers.
    private void requireNotOurs(String id) {
        EventId.parse(id)
                .filter(ours -> ours.epoch().equals(log.bounds().epoch()))
                .ifPresent(ours -> {
                    throw new IllegalArgumentException("the id looks like one of the hub's; choose another id");
                });
    }

    private static void limit(String text, int bytes, String what, String setting) {
        // A char is at most three bytes: most texts need not be encoded to know that they are short enough.
        if (text.length() > bytes / 3 && text.getBytes(UTF_8).length > bytes) {
            throw new TooLargeException(what, bytes, setting);
        }
    }
}
