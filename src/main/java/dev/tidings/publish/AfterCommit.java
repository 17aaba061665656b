package dev.tidings.publish;

import dev.tidings.event.Update;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps updates with the transaction that they were fired in, until it has ended.
 *
 * <p><b>Order:</b> the updates of one transaction are appended in the order of firing, one after the other. One
 * synchronization for all of them: servers differ in the order in which they call several.
 *
 * <p><b>Failure:</b> after a rollback, or a commit whose outcome nobody knows, they are not sent.
 */
@ApplicationScoped
public class AfterCommit {

    private static final System.Logger LOG = System.getLogger(AfterCommit.class.getName());

    @Resource
    private TransactionSynchronizationRegistry transaction;

    @Inject
    private Publisher publisher;

    /** Called when the application starts: WildFly finds the resource only on its own threads, and the first to fire may not be one. */
    public void start() {
        // To be called is enough.
    }

    /** Publishes when the caller's transaction has committed, or at once if there is none, or none any more. */
    public void publish(Update update) {
        switch (transaction.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> publisher.relay(update);
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK ->
                LOG.log(System.Logger.Level.DEBUG, "an update is not sent, because its transaction is rolled back");
            default -> pending().add(update);
        }
    }

    private List<Update> pending() {
        var known = (Pending) transaction.getResource(AfterCommit.class);
        if (known == null) {
            known = new Pending(publisher);
            transaction.registerInterposedSynchronization(known);
            transaction.putResource(AfterCommit.class, known);
        }
        return known.updates;
    }

    /** The updates of one transaction. Used by the transaction's thread. */
    private static final class Pending implements Synchronization {

        private final List<Update> updates = new ArrayList<>();
        private final Publisher publisher;

        Pending(Publisher publisher) {
            this.publisher = publisher;
        }

        @Override
        public void beforeCompletion() {
            // They were rendered when they were fired.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                updates.forEach(publisher::relay);
            } else if (status != Status.STATUS_ROLLEDBACK) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} updates are not sent, because nobody knows whether their transaction has committed",
                        updates.size());
            }
        }
    }
}
