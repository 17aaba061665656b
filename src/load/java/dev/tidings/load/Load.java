package dev.tidings.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures hubs against each other: the same clients, the same pace, in turn. Prints a line of JSON for each run, and a table
 * in the end.
 */
public final class Load {

    private final Options options;
    private final List<Options> variants = new ArrayList<>();
    private final Table table = new Table();

    /** One hub in one scenario. */
    private record Pair(Rival rival, Options options, Scenario scenario, String difference) {}

    private Load(Options options) {
        this.options = options;
        variants.add(options);
        variants.addAll(options.variants());
    }

    /** Arguments: see {@code --help}; words in single quotes are one, also within an argument that is a whole line. */
    public static void main(String... arguments) {
        try {
            Options options = Options.parse(arguments.length == 1 ? Options.words(arguments[0]) : arguments);
            if (options.has("help")) {
                System.out.println(Options.help());
            } else {
                new Load(options).run();
            }
        } catch (Options.WrongException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
        // Also the threads of drivers and of what hangs.
        System.exit(0);
    }

    private void run() {
        // Before anything is started, which takes a while.
        variants.forEach(variant -> checkFiles(Scenario.of(variant)));
        List<Rival> rivals = new Rivals(options).start();
        List<Pair> order = new ArrayList<>();
        for (Rival rival : rivals) {
            variants.forEach(variant ->
                    order.add(new Pair(rival, variant, Scenario.of(variant), variant.differenceFrom(options))));
        }
        order.forEach(this::warmUp);
        for (int round = 1; round <= options.count("rounds"); round++) {
            for (Pair pair : order) {
                tell(round, pair, measure(pair, pair.scenario));
            }
            // Nobody is always the one who comes after the same other.
            Collections.rotate(order, 1);
        }
        System.err.println(table);
        rivals.forEach(Rival::close);
    }

    private void warmUp(Pair pair) {
        double seconds = pair.options.number("warmup");
        if (seconds > 0 && !pair.scenario.isIdle()) {
            Object failure = measure(pair, pair.scenario.lasting(seconds)).get("failed");
            System.err.println(pair.rival.name()
                    + pair.difference
                    + (failure == null ? " is warm" : ", in the first run: " + failure));
        }
    }

    /** What a run has found; or nothing but why it has failed. */
    private Map<String, Object> measure(Pair pair, Scenario scenario) {
        Waiting.pause(Duration.ofMillis((long) (options.number("settle") * 1000)));
        try {
            return Run.of(pair.rival, scenario);
        } catch (RuntimeException failed) {
            pair.rival.program().ifPresent(Program::printThreads);
            return Map.of("rival", pair.rival.name(), "failed", failed.toString());
        }
    }

    private void tell(int round, Pair pair, Map<String, Object> result) {
        var line = new LinkedHashMap<>(result);
        line.put("round", round);
        line.put("jdk", Rivals.jdk(options));
        line.put("options", json(pair.options.given()));
        String json = json(line);
        System.out.println(json);
        table.add(pair.rival.name(), pair.difference, result.containsKey("failed") ? Map.of() : result);
        append(json);
    }

    private void append(String json) {
        try {
            Path out = Path.of(options.text("out"));
            Files.createDirectories(out.toAbsolutePath().getParent());
            Files.writeString(out, json + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String json(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + json(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(Object value) {
        boolean isJson = value instanceof Number || (value instanceof String text && text.startsWith("{"));
        return isJson
                ? value.toString()
                : "\""
                        + value.toString()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n") + "\"";
    }

    private static void checkFiles(Scenario scenario) {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long needed =
                scenario.subscribers() + (scenario.replay() > 0 ? scenario.healthy() : 0) + 2L * scenario.churn() + 200;
        if (needed > system.getMaxFileDescriptorCount()) {
            throw new Options.WrongException("--subscribers needs " + needed
                    + " open files, here and in the hub; ulimit -n" + " is " + system.getMaxFileDescriptorCount());
        }
    }
}
