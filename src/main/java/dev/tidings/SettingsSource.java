package dev.tidings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
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

    private static final String A_NUMBER = "a whole number such as 100";

    /** Shorter ones would be none, as clocks go; longer ones would not fit into nanoseconds. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Function<String, Optional<String>> texts;
    private final Set<String> asked = new TreeSet<>();

    SettingsSource(Function<String, Optional<String>> texts) {
        this.texts = texts;
    }

    /** The names that were asked for. */
    Set<String> asked() {
        return asked;
    }

    /** As it was written, but for white space around it. An empty one is none. */
    Optional<String> text(String name) {
        asked.add(name);
        return texts.apply(name).map(String::trim).filter(text -> !text.isEmpty());
    }

    /** At least 1. */
    int number(String name, int otherwise) {
        int number = numberOrNone(name, otherwise);
        if (number == 0) {
            throw wrong(name, "0", A_NUMBER + ", at least 1");
        }
        return number;
    }

    /** At least 0. */
    int numberOrNone(String name, int otherwise) {
        return (int) quantity(name, Map.of("", 1L), 0, Integer.MAX_VALUE, A_NUMBER, otherwise);
    }

    /** At most 1 GiB, because what is that large is an array somewhere. */
    int smallBytes(String name, int otherwise) {
        return (int) quantity(name, BYTES, 1, 1 << 30, "a size such as 65536, 64KiB or 1MiB, at most 1GiB", otherwise);
    }

    long bytes(String name, long otherwise) {
        return quantity(name, BYTES, 1, Long.MAX_VALUE / 4, "a size such as 65536, 64KiB or 1MiB", otherwise);
    }

    private long quantity(
            String name, Map<String, Long> units, long atLeast, long atMost, String example, long otherwise) {
        return text(name)
                .map(text -> {
                    Matcher quantity = QUANTITY.matcher(text);
                    Long unit = quantity.matches() ? units.get(quantity.group(2).toLowerCase(Locale.ROOT)) : null;
                    long number = unit == null ? 0 : Long.parseLong(quantity.group(1));
                    if (unit == null || number < atLeast || number > atMost / unit) {
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
            if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException notOne) {
            // Said below.
        }
        throw wrong(name, text, "a time such as 500ms, 15s, 10m, 24h or PT15S, from 1ms to 36500d");
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

    /** One of these, by its name. */
    <E extends Enum<E>> E oneOf(String name, E[] choices, E otherwise) {
        return text(name)
                .map(text -> Stream.of(choices)
                        .filter(choice -> choice.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> wrong(name, text, "one of " + Arrays.toString(choices))))
                .orElse(otherwise);
    }

    /**
     * A text that nobody should see: as it stands, or in the file that {@code name.file} names ({@code NAME_FILE}, if the name
     * is a variable's). It is in no message.
     */
    Optional<String> secret(String name) {
        String inFile = name.indexOf('.') < 0 ? name + "_FILE" : name + ".file";
        Optional<String> file = text(inFile);
        if (file.isPresent() && text(name).isPresent()) {
            throw new IllegalArgumentException(name + " and " + inFile + " are both set; remove one of them");
        }
        return file.map(path -> read(inFile, path)).or(() -> text(name));
    }

    private static String read(String name, String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    name + "=" + path + " cannot be read; write the path of a text file that the server may read",
                    unreadable);
        }
    }

    private static IllegalArgumentException wrong(String name, String text, String example) {
        return new IllegalArgumentException(name + "=" + text + " is not understood; write " + example);
    }
}
