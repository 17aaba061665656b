package dev.tidings.orders;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** By which a test makes the application do something. Answers with how it ended. */
@Path("business")
@ApplicationScoped
public class OrdersResource {

    /** The application's own word that a transaction is open, with an event in it. */
    public static final class Waits {}

    private static volatile CountDownLatch waiting = new CountDownLatch(1);

    @EJB
    private Orders orders;

    @Inject
    private Shop shop;

    @Inject
    private Event<Object> events;

    void waits(@Observes Waits word) {
        waiting.countDown();
    }

    @POST
    @Path("{what}/{id}")
    public String act(@PathParam("what") String what, @PathParam("id") String id) throws Exception {
        try {
            perform(what, id);
            return "done";
        } catch (EJBException | IllegalStateException failed) {
            return "failed";
        }
    }

    private void perform(String what, String id) throws Exception {
        switch (what) {
            case "place" -> orders.place(id);
            case "place-and-roll-back" -> orders.placeAndRollBack(id);
            case "place-and-fail" -> orders.placeAndFail(id);
            case "place-with-receipt-and-roll-back" -> orders.placeWithReceiptAndRollBack(id);
            case "place-and-wait" -> orders.placeAndWait(id);
            case "go-on" -> Orders.goOn();
            case "await-waiting" -> {
                if (!waiting.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody waits");
                }
                waiting = new CountDownLatch(1);
            }
            case "pay" -> shop.pay(id);
            case "pay-and-roll-back" -> shop.payAndRollBack(id);
            case "pay-and-fail" -> shop.payAndFail(id);
            case "pay-by-hand" -> shop.payByHand(id);
            case "pay-without-transaction" -> shop.payWithoutTransaction(id);
            case "pay-asynchronously" ->
                events.fireAsync(new OrderEvents.Paid(id, 1))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            case "tell-a-secret" -> events.fire(new OrderEvents.Secret(id));
            case "change" -> {
                events.fire(new OrderEvents.Changed(7, id));
                events.fire(new OrderEvents.Cancelled(7));
            }
            default -> orders.fireBetween(id, bad(what, id));
        }
    }

    private static Object bad(String what, String id) {
        return switch (what) {
            case "without-property" -> new OrderEvents.WithoutProperty(id);
            case "with-null" -> new OrderEvents.WithNull(null);
            case "with-nothing" -> new OrderEvents.WithNull("");
            case "malformed" -> new OrderEvents.Malformed(id);
            case "forged" -> new OrderEvents.Forged(id);
            case "huge" -> new OrderEvents.Huge(id, "x".repeat(2 << 20));
            case "unserialisable" -> new OrderEvents.Unserialisable(id);
            case "cyclic" -> new OrderEvents.Cyclic(id);
            default -> throw new IllegalArgumentException(what);
        };
    }

    @POST
    @Path("pay-in-steps/{id}/{transaction}/{steps}")
    public String payInSteps(
            @PathParam("id") String id, @PathParam("transaction") int transaction, @PathParam("steps") int steps) {
        shop.payInSteps(id, transaction, steps);
        return "done";
    }

    /** What the hub has logged as errors so far. */
    @GET
    @Path("errors")
    public String errors() {
        return String.join("\n", Errors.messages());
    }
}
