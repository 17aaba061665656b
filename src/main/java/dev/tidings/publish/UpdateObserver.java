package dev.tidings.publish;

import dev.tidings.event.Update;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.function.Consumer;

/**
 * Relays the application's CDI events: those whose class is {@link dev.tidings.event.Streamed}, and plain {@link Update}s.
 *
 * <p><b>Failure:</b> whatever goes wrong is logged, and never reaches the code that fired the event.
 */
@ApplicationScoped
public class UpdateObserver {

    private static final System.Logger LOG = System.getLogger(UpdateObserver.class.getName());

    // Asked for only when there is something to send. The container's own events arrive here too, some before the
    // application context is final and some after it has ended: a hub made then would be a second one.
    @Inject
    private Instance<Rendering> rendering;

    @Inject
    private Instance<AfterCommit> afterCommit;

    @Inject
    private Instance<Publisher> publisher;

    /** Before the application's own observers: what they fire because of an event follows that event. */
    void fired(@Observes @Any @Priority(Interceptor.Priority.PLATFORM_BEFORE) Object event) {
        if (isOurs(event)) {
            relay(event, update -> afterCommit.get().publish(update));
        }
    }

    /** An asynchronous event knows no transaction. */
    void firedAsync(@ObservesAsync @Any Object event) {
        if (isOurs(event)) {
            relay(event, update -> publisher.get().relay(update));
        }
    }

    private static boolean isOurs(Object event) {
        return event instanceof Update || Rendering.isStreamed(event.getClass());
    }

    // An error too: a payload that refers to itself overflows the stack of whoever renders it.
    private void relay(Object event, Consumer<Update> way) {
        try {
            way.accept(event instanceof Update update ? update : rendering.get().update(event));
        } catch (RuntimeException | StackOverflowError failed) {
            String type = event.getClass().getName();
            LOG.log(System.Logger.Level.ERROR, "an event of " + type + " was not sent: " + failed.getMessage(), failed);
        }
    }
}
