package dev.tidings.orders;

import dev.tidings.event.Update;
import dev.tidings.orders.OrderEvents.Line;
import dev.tidings.orders.OrderEvents.Paid;
import dev.tidings.orders.OrderEvents.Placed;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Business code in an EJB: a transaction around each method. */
@Stateless
public class Orders {

    private static volatile CountDownLatch held = new CountDownLatch(0);

    @Resource
    private SessionContext context;

    @Inject
    private Event<Object> events;

    @EJB
    private Receipts receipts;

    public void place(String id) {
        events.fire(new Placed(id, new BigDecimal("9.50"), LocalDate.of(2026, 1, 2), List.of(new Line("tea", 2))));
        events.fire(new Paid(id, 1));
        events.fire(Update.on("orders/" + id).data("plain").id("own-" + id).build());
        events.fire(new Paid(id, 2));
    }

    public void placeAndRollBack(String id) {
        place(id);
        context.setRollbackOnly();
        events.fire(new Paid(id, 3));
    }

    public void placeAndFail(String id) {
        place(id);
        throw new EJBException("business failed");
    }

    /** The inner transaction commits, the outer one does not. */
    public void placeWithReceiptAndRollBack(String id) {
        events.fire(new Paid(id, 1));
        receipts.print(id);
        context.setRollbackOnly();
    }

    /** Holds its transaction open, with an event in it, until it is told to go on. */
    public void placeAndWait(String id) {
        held = new CountDownLatch(1);
        events.fire(new Paid(id, 1));
        events.fire(new OrdersResource.Waits());
        try {
            if (!held.await(20, TimeUnit.SECONDS)) {
                throw new EJBException("nobody told us to go on");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    static void goOn() {
        held.countDown();
    }

    /** Fires something bad between good events, in one transaction. */
    public void fireBetween(String id, Object bad) {
        events.fire(new Paid(id, 1));
        events.fire(bad);
        events.fire(new Paid(id, 2));
    }
}
