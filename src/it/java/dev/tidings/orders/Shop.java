package dev.tidings.orders;

import dev.tidings.orders.OrderEvents.Paid;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;

/** Business code in CDI beans, with transactions and without. */
@ApplicationScoped
public class Shop {

    @Inject
    private Event<Object> events;

    @Resource
    private UserTransaction transaction;

    @Resource
    private TransactionSynchronizationRegistry registry;

    @Transactional
    public void pay(String id) {
        events.fire(new Paid(id, 1));
        events.fire(new Paid(id, 2));
    }

    @Transactional
    public void payAndRollBack(String id) {
        pay(id);
        registry.setRollbackOnly();
    }

    @Transactional
    public void payAndFail(String id) {
        pay(id);
        throw new IllegalStateException("business failed");
    }

    public void payByHand(String id) throws Exception {
        transaction.begin();
        events.fire(new Paid(id, 1));
        transaction.rollback();
        transaction.begin();
        events.fire(new Paid(id, 2));
        transaction.commit();
        events.fire(new Paid(id, 3));
    }

    public void payWithoutTransaction(String id) {
        events.fire(new OrderEvents.Unstreamed(id));
        events.fire(new Paid(id, 1));
    }

    /** One transaction of several events; several threads do this at once. */
    @Transactional
    public void payInSteps(String id, int transaction, int steps) {
        for (int step = 0; step < steps; step++) {
            events.fire(new Paid(id, transaction * steps + step));
        }
    }
}
