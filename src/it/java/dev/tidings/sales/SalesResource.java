package dev.tidings.sales;

import dev.tidings.sales.SalesEvents.BooksClosed;
import dev.tidings.sales.SalesEvents.News;
import dev.tidings.sales.SalesEvents.OrderPlaced;
import dev.tidings.sales.SalesEvents.StoreChanged;
import dev.tidings.sales.SalesEvents.TicketOpened;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** The business. */
@Path("business")
@ApplicationScoped
public class SalesResource {

    @Inject
    private Event<OrderPlaced> placed;

    @Inject
    private Event<Object> events;

    void opened(@Observes TicketOpened ticket) {
        // Somebody looks after it.
    }

    @POST
    @Path("order/{id}")
    public String order(@PathParam("id") String id, @QueryParam("customer") String customer) {
        placed.fire(new OrderPlaced(id, customer));
        return "done";
    }

    @POST
    @Path("{what}/{id}")
    public String act(@PathParam("what") String what, @PathParam("id") String id) {
        events.fire(
                switch (what) {
                    case "ticket" -> new TicketOpened(id);
                    case "books" -> new BooksClosed(id);
                    case "store" -> new StoreChanged(id);
                    case "news" -> new News(id);
                    default -> throw new IllegalArgumentException(what);
                });
        return "done";
    }
}
