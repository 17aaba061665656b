package dev.tidings.orders;

import dev.tidings.event.Streamed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The events of the application: good ones of every shape, and bad ones. */
public final class OrderEvents {

    private OrderEvents() {}

    @Streamed(topic = "orders/{id}", type = "order-placed")
    public record Placed(String id, BigDecimal total, LocalDate day, List<Line> lines) {}

    public record Line(String article, int count) {}

    @Streamed(topic = {"orders/{id}", "payments"})
    public record Paid(String id, int step) {}

    @Streamed(topic = "orders/{id}", isPrivate = true)
    public record Secret(String id) {}

    /** Not a record. */
    @Streamed(topic = "orders/{id}/{state}")
    public static class Changed {
        public final String state;
        private final long id;

        Changed(long id, String state) {
            this.id = id;
            this.state = state;
        }

        public long getId() {
            return id;
        }
    }

    /** Streamed because its superclass is. */
    public static final class Cancelled extends Changed {
        Cancelled(long id) {
            super(id, "cancelled");
        }
    }

    /** Of nobody's interest. */
    public record Unstreamed(String id) {}

    @Streamed(topic = "orders/{nothing}")
    public record WithoutProperty(String id) {}

    @Streamed(topic = "orders/{id}")
    public record WithNull(String id) {}

    @Streamed(topic = "orders/{id")
    public record Malformed(String id) {}

    @Streamed(topic = "orders/{id}", type = "tidings:gap")
    public record Forged(String id) {}

    @Streamed(topic = "orders/{id}")
    public record Huge(String id, String text) {}

    @Streamed(topic = "orders/{id}")
    public static final class Unserialisable {
        private final String id;

        Unserialisable(String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }

        public String getBroken() {
            return id.substring(id.length() + 1);
        }
    }

    /** An event that contains itself. */
    @Streamed(topic = "orders/{id}")
    public static final class Cyclic {
        private final String id;

        Cyclic(String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }

        public List<Cyclic> getSelf() {
            return List.of(new Cyclic(id));
        }
    }
}
