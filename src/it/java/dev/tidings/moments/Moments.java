package dev.tidings.moments;

import dev.tidings.moments.Echo.Call;
import dev.tidings.moments.Echo.Outer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.TimeUnit;

/** Business code that fires at unusual moments. */
@ApplicationScoped
public class Moments {

    @Inject
    private Event<Object> events;

    @Inject
    private Outside outside;

    @Resource
    private UserTransaction transaction;

    @Resource
    private TransactionSynchronizationRegistry registry;

    @Resource
    private ManagedExecutorService executor;

    @Transactional
    public void callAndCommit(String id) {
        events.fire(new Step(id, "1"));
        events.fire(new Call(id));
        events.fire(new Step(id, "2"));
    }

    @Transactional
    public void callAndRollBack(String id) {
        callAndCommit(id);
        registry.setRollbackOnly();
    }

    @Transactional
    public void stepOutsideAndRollBack(String id) {
        events.fire(new Step(id, "1"));
        outside.step(id);
        registry.setRollbackOnly();
    }

    @Transactional
    public void chain(String id) {
        events.fire(new Outer(id));
        events.fire(new Step(id, "last"));
    }

    public void chainWithoutTransaction(String id) {
        events.fire(new Outer(id));
        events.fire(new Step(id, "last"));
    }

    /** Takes longer than its transaction may. */
    public String beLate(String id) throws Exception {
        transaction.setTransactionTimeout(1);
        try {
            transaction.begin();
            events.fire(new Step(id, "in time"));
            TimeUnit.SECONDS.sleep(3);
            events.fire(new Step(id, "too late"));
            transaction.commit();
            return "committed";
        } catch (RollbackException late) {
            return "rolled back";
        } finally {
            transaction.setTransactionTimeout(0);
        }
    }

    /** On a thread that the server knows nothing of, as drivers have them. */
    public void fireOnForeignThread(String id) throws InterruptedException {
        var thread = new Thread(() -> events.fire(new Step(id, "foreign")));
        thread.start();
        thread.join();
    }

    @Transactional
    public void fireOnManagedThreadAndRollBack(String id) throws Exception {
        executor.submit(() -> events.fire(new Step(id, "managed"))).get(10, TimeUnit.SECONDS);
        registry.setRollbackOnly();
    }
}
