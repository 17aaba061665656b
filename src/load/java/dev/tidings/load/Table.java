package dev.tidings.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** All results so far: the medians, and how the first hub compares with the others round by round. */
final class Table {

    private static final List<String> FIGURES = List.of(
            "deliveriesPerSecond",
            "p50",
            "p99",
            "cpuMicrosPerDelivery",
            "cpuCores",
            "heapKbPerConnection",
            "lost",
            "doubled",
            "reordered");

    private static final List<String> COMPARED = List.of("deliveriesPerSecond", "p50", "p99", "cpuMicrosPerDelivery");

    /** A hub, and what its scenario has of its own. */
    private record Name(String rival, String scenario) {
        @Override
        public String toString() {
            return rival + scenario;
        }
    }

    // One for each round; of a run that has failed, an empty one.
    private final Map<Name, List<Map<String, Object>>> results = new LinkedHashMap<>();

    void add(String rival, String scenario, Map<String, Object> result) {
        results.computeIfAbsent(new Name(rival, scenario), first -> new ArrayList<>())
                .add(result);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(row("median of the rounds", List.of("rounds"), FIGURES));
        results.forEach((name, rounds) -> {
            List<String> medians = FIGURES.stream()
                    .map(figure -> median(values(rounds, figure)))
                    .toList();
            long good = rounds.stream().filter(round -> !round.isEmpty()).count();
            text.append(row(name.toString(), List.of(good + "/" + rounds.size()), medians));
        });
        if (results.size() > 1) {
            text.append(row("ratios: median (min, max)", List.of(), COMPARED));
            results.keySet().forEach(name -> compare(name, text));
        }
        return text.toString();
    }

    // The first hub with another in the same scenario, and its own scenarios with its first.
    private void compare(Name name, StringBuilder text) {
        Name first = results.keySet().iterator().next();
        Name own = name.rival.equals(first.rival) ? first : new Name(first.rival, name.scenario);
        if (!name.equals(first) && results.containsKey(own)) {
            List<String> ratios =
                    COMPARED.stream().map(figure -> ratio(own, name, figure)).toList();
            text.append(row(own + " / " + name, List.of(), ratios));
        }
    }

    private String ratio(Name own, Name other, String figure) {
        List<Map<String, Object>> ours = results.get(own);
        List<Map<String, Object>> theirs = results.get(other);
        double[] ratios = IntStream.range(0, Math.min(ours.size(), theirs.size()))
                .filter(i -> ours.get(i).containsKey(figure) && theirs.get(i).containsKey(figure))
                .mapToDouble(i -> number(ours.get(i), figure) / number(theirs.get(i), figure))
                .sorted()
                .toArray();
        return ratios.length == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.2f (%.2f, %.2f)",
                        median(ratios, ratios.length),
                        ratios[0],
                        ratios[ratios.length - 1]);
    }

    private static double[] values(List<Map<String, Object>> rounds, String figure) {
        return rounds.stream()
                .filter(round -> round.containsKey(figure))
                .mapToDouble(round -> number(round, figure))
                .sorted()
                .toArray();
    }

    private static double number(Map<String, Object> round, String figure) {
        return ((Number) round.get(figure)).doubleValue();
    }

    private static String median(double[] sorted) {
        if (sorted.length == 0) {
            return "-";
        }
        double median = median(sorted, sorted.length);
        return String.format(Locale.ROOT, median >= 1000 ? "%,.0f" : "%.2f", median);
    }

    private static double median(double[] sorted, int length) {
        return (sorted[(length - 1) / 2] + sorted[length / 2]) / 2;
    }

    private static String row(String first, List<String> second, List<String> rest) {
        var row = new StringBuilder(String.format("%n%-50s", first));
        second.forEach(cell -> row.append(String.format("%8s", cell)));
        rest.forEach(cell -> row.append(String.format("%22s", cell)));
        return row.toString();
    }
}
