package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.EventId;
import dev.tidings.event.Update;
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
     */
    public CompletionStage<EventId> publish(Update update) {
        atMost(settings.topics(), update.topics().size(), "the number of topics", "tidings.publish.topics");
        for (String topic : update.topics()) {
            atMost(settings.topicBytes(), bytes(topic), "a topic", "tidings.publish.topic-bytes");
        }
        update.type()
                .ifPresent(type -> atMost(settings.typeBytes(), bytes(type), "the type", "tidings.publish.type-bytes"));
        atMost(settings.bodyBytes(), bytes(update.data()), "the data", "tidings.publish.body-bytes");
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

    private static void atMost(int limit, int size, String what, String setting) {
        if (size > limit) {
            throw new TooLargeException(what, limit, setting);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
