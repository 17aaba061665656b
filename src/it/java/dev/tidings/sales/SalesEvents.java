package dev.tidings.sales;

import dev.tidings.event.Streamed;
import java.util.List;

/** What happens, and whose business it is. */
public final class SalesEvents {

    private SalesEvents() {}

    /** For whoever ordered, and for all in sales. */
    @Streamed(
            topic = {"orders/{id}", "users/{customer}/orders/{id}"},
            type = "order-placed",
            rolesAllowed = "sales")
    public record OrderPlaced(String id, String customer) {}

    /** Fired as an object, and observed as what it is. */
    @Streamed(topic = "tickets/{id}", rolesAllowed = "support")
    public record TicketOpened(String id) {}

    /** Fired as an object, and observed by nobody: its role is known from a setting. */
    @Streamed(topic = "books/{id}", rolesAllowed = "auditor")
    public record BooksClosed(String id) {}

    /** For those to whom the application's own grants give it. */
    @Streamed(topic = "stores/7/{what}", isPrivate = true)
    public record StoreChanged(String what) {}

    /** For everybody who may listen, which is whoever has logged in. */
    @Streamed(topic = "people", type = "people")
    public record PeopleChanged(List<String> names) {}

    /** So is this. */
    @Streamed(topic = "news")
    public record News(String id) {}
}
