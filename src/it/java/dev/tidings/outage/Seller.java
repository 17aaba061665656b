package dev.tidings.outage;

import dev.tidings.event.Update;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Business code that knows nothing of logs. */
@ApplicationScoped
public class Seller {

    @Inject
    private Event<Update> updates;

    @Resource
    private TransactionSynchronizationRegistry registry;

    /** Whether the transaction has committed; no stage, because WildFly would commit only when that is complete. */
    @Transactional
    public AtomicBoolean sell(String topic) {
        updates.fire(Update.of(topic, "sold"));
        var committed = new AtomicBoolean();
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Only the outcome is of interest.
            }

            @Override
            public void afterCompletion(int status) {
                committed.set(status == Status.STATUS_COMMITTED);
            }
        });
        return committed;
    }

    public void sellWithoutTransaction(String topic) {
        updates.fire(Update.of(topic, "sold"));
    }
}
