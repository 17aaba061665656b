package dev.tidings.moments;

import dev.tidings.event.Streamed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of every shape that JSON-B and topics have to cope with. */
final class Shapes {

    private Shapes() {}

    enum State {
        OPEN
    }

    public record Line(String article, BigDecimal price) {}

    @Streamed(topic = "shapes/{id}")
    public record Everything(
            String id,
            Instant at,
            Duration lasts,
            BigDecimal tiny,
            State state,
            Optional<String> note,
            Optional<String> nothing,
            String none,
            Map<String, Integer> counts,
            List<Line> lines,
            String text) {

        static Everything of(String id) {
            return new Everything(
                    id,
                    Instant.parse("2026-01-02T03:04:05.006Z"),
                    Duration.ofMinutes(90),
                    new BigDecimal("0.10"),
                    State.OPEN,
                    Optional.of("noted"),
                    Optional.empty(),
                    null,
                    Map.of("tea", 2),
                    List.of(new Line("tea", new BigDecimal("1234567890123456789.50"))),
                    "ü\n\"\u2028");
        }
    }

    /** Nobody but this class may name it. */
    @Streamed(topic = "shapes/{id}")
    private record Hidden(String id) {}

    static Object hidden(String id) {
        return new Hidden(id);
    }

    /** Of which a topic variable fails. */
    @Streamed(topic = "shapes/{id}")
    public static final class Failing {
        private final List<String> ids = List.of();

        public String getId() {
            return ids.get(0);
        }
    }

    /** With a getter of the other kind, and a primitive field. */
    @Streamed(topic = "shapes/{open}/{number}")
    public static class Flag {
        public final int number = 7;

        public boolean isOpen() {
            return true;
        }
    }
}
