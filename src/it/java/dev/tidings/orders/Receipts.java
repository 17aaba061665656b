package dev.tidings.orders;

import dev.tidings.orders.OrderEvents.Paid;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** Has a transaction of its own, whoever calls. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Receipts {

    @Inject
    private Event<Paid> paid;

    public void print(String id) {
        paid.fire(new Paid(id, 100));
    }
}
