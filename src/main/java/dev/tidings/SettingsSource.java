package dev.tidings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads settings as text from somewhere, and understands them: {@code 15s}, {@code 64MiB}, {@code true}.
 *
 * <p><b>Threads:</b> not safe; one thread reads, once.
 */
final class SettingsSource {

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private final Function<String, Optional<String>> texts;
    private final Set<String> asked = new TreeSet<>();

    SettingsSource(Function<String, Optional<String>> texts) {
        this.texts = texts;
    }

    /** The names that were asked for. */
    Set<String> asked() {
        return asked;
    }

    private Optional<String> text(String name) {
        asked.add(name);
        return texts.apply(name).map(String::trim).filter(text -> !text.isEmpty());
    }

    int number(String name, int otherwise) {
        return (int) quantity(name, Map.of("", 1L), Integer.MAX_VALUE, "a whole number such as 100", otherwise);
    }

    /** At most 1 GiB, because what is that large is an array somewhere. */
    int smallBytes(String name, int otherwise) {
        return (int) quantity(name, BYTES, 1 << 30, "a size such as 65536, 64KiB or 1MiB, at most 1GiB", otherwise);
    }

    long bytes(String name, long otherwise) {
        return quantity(name, BYTES, Long.MAX_VALUE / 4, "a size such as 65536, 64KiB or 1MiB", otherwise);
    }

    private long quantity(String name, Map<String, Long> units, long atMost, String example, long otherwise) {
        return text(name)
                .map(text -> {
                    Matcher quantity = QUANTITY.matcher(text);
                    Long unit = quantity.matches() ? units.get(quantity.group(2).toLowerCase(Locale.ROOT)) : null;
                    long number = unit == null ? 0 : Long.parseLong(quantity.group(1));
                    if (unit == null || number > atMost / unit) {
                        throw wrong(name, text, example);
                    }
                    return number * unit;
                })
                .orElse(otherwise);
    }

    Duration duration(String name, Duration otherwise) {
        return text(name).map(text -> duration(name, text)).orElse(otherwise);
    }

    private static Duration duration(String name, String text) {
        Matcher quantity = QUANTITY.matcher(text);
        Duration unit = quantity.matches() ? TIMES.get(quantity.group(2).toLowerCase(Locale.ROOT)) : null;
        try {
            Duration duration =
                    unit == null ? Duration.parse(text) : unit.multipliedBy(Long.parseLong(quantity.group(1)));
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (DateTimeParseException notIso) {
            // Said below.
        }
        throw wrong(name, text, "a time such as 500ms, 15s, 10m, 24h or PT15S");
    }

    boolean flag(String name, boolean otherwise) {
        return text(name)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(name, text, "true or false");
                })
                .orElse(otherwise);
    }

    List<String> list(String name) {
        return text(name)
                .map(text -> Stream.of(text.split(","))
                        .map(String::trim)
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private static IllegalArgumentException wrong(String name, String text, String example) {
        return new IllegalArgumentException(name + "=" + text + " is not understood; write " + example);
    }
}
