package dev.tidings.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command line says. */
final class Options {

    /** The command line is not understood; the message names the option and the fix. */
    static final class WrongException extends RuntimeException {

        private static final long serialVersionUID = 1;

        WrongException(String message) {
            super(message);
        }
    }

    private record Option(String name, String initial, String meaning) {}

    private static final List<Option> ALL = List.of(
            new Option(
                    "rivals",
                    "payara,payara-broadcaster,nio,nio-each",
                    "which hubs, with commas: payara, wildfly, tomee (Tidings in that server), each also with -broadcaster"
                            + " (the container's own) and -idle (a suspended request that is sent nothing; for --idle);"
                            + " nio, nio-each (the limit: coalescing, and one write for each event), nchan, node."
                            + " payara+http, wildfly+http, tomee+http publish by HTTP, as nchan and node do; payara+private"
                            + " publishes what is private, and each subscriber has a token of its own"),
            new Option(
                    "url",
                    "",
                    "the stream of a hub that runs already: http://localhost:8080/events?topic={topic}, with a token as"
                            + " its user, if it wants one: http://eyJ…@localhost:8080/…"),
            new Option(
                    "publish",
                    "",
                    "how to publish to it: '<url> <content type> <body>', with {topic} and {data}, such as"
                            + " 'http://localhost:8080/events application/x-www-form-urlencoded"
                            + " topic={topic}&data={data}'"),
            new Option("pid", "0", "its process, to measure it; 0 means that it is not measured"),
            new Option("rounds", "7", "how often each hub is measured, in turn"),
            new Option("subscribers", "1000", "streams"),
            new Option("seconds", "10", "how long one run publishes"),
            new Option("warmup", "10", "seconds of a first run that is not counted; 0 for none"),
            new Option("settle", "2", "seconds of rest between runs"),
            new Option("rate", "0", "events a second; 0 means saturated: as fast as the slowest healthy subscriber"),
            new Option("lag", "16", "saturated: events that may be under way to it"),
            new Option("payload", "150", "bytes of data"),
            new Option("topics", "1", "how many there are to listen to"),
            new Option("published", "", "events go to so many of them in turn; to all, unless given"),
            new Option("matches", "1", "topics of each subscriber"),
            new Option("topic", "load-%d", "the name of topic number %d"),
            new Option("match", "", "what is listened to for topic number %d; its name, unless given"),
            new Option("stalled", "0", "percent of the subscribers that never read"),
            new Option("slow", "0", "percent of the subscribers that read slowly"),
            new Option("slow-bytes", "1000", "bytes a second that these read"),
            new Option("churn", "0", "further clients that come each second, and leave one second later"),
            new Option(
                    "replay", "0", "the subscribers come in the middle of the run, all at once, so many events behind"),
            new Option("live", "100", "with --replay: those who listen all the time"),
            new Option("idle", "", "publish nothing; measure memory, and CPU for --seconds"),
            new Option(
                    "also",
                    "",
                    "options of a further run of each hub, interleaved with those without them: '--slow 10 --stalled 1';"
                            + " of several such runs with semicolons"),
            new Option("readers", "1", "threads that read"),
            new Option("jvm", "-Xmx2g", "options of the servers' JVMs"),
            new Option("java-home", System.getProperty("java.home"), "the JDK of the servers"),
            new Option("out", "target/load/results.jsonl", "each result is appended here"),
            new Option("help", "", "this"));

    /** These have no value. */
    private static final List<String> FLAGS = List.of("idle", "help");

    /** What --also cannot change: which hubs there are, and how often they are measured. */
    private static final List<String> OF_ALL_RUNS =
            List.of("rivals", "url", "publish", "pid", "jvm", "java-home", "rounds", "settle", "out");

    private final Map<String, String> values = new LinkedHashMap<>();

    private Options() {
        ALL.forEach(option -> values.put(option.name, option.initial));
    }

    /** @throws WrongException if the command line is not understood */
    static Options parse(String... arguments) {
        return new Options().with(arguments);
    }

    /** Those of --also: each what it is without them, and what they change. */
    List<Options> variants() {
        if (!has("also")) {
            return List.of();
        }
        return Stream.of(text("also").split(";", -1))
                .map(changes -> copy().with(words(changes)))
                .peek(this::requireSameForAll)
                .toList();
    }

    private void requireSameForAll(Options variant) {
        for (String name : OF_ALL_RUNS) {
            if (!variant.text(name).equals(text(name))) {
                throw new WrongException("--" + name + " is the same for all runs; give it outside of --also");
            }
        }
    }

    private Options copy() {
        var copy = new Options();
        copy.values.putAll(values);
        copy.values.put("also", "");
        return copy;
    }

    private Options with(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].replaceFirst("^--", "");
            if (name.equals(arguments[i]) || !values.containsKey(name)) {
                throw new WrongException("there is no option " + arguments[i] + "; see --help");
            }
            if (!FLAGS.contains(name) && ++i == arguments.length) {
                throw new WrongException("--" + name + " needs a value");
            }
            values.put(name, FLAGS.contains(name) ? "true" : arguments[i]);
        }
        return this;
    }

    static String help() {
        return ALL.stream()
                .map(option -> "  --%-12s %s%s"
                        .formatted(
                                option.name,
                                option.meaning,
                                option.initial.isEmpty() ? "" : " [" + option.initial + "]"))
                .collect(Collectors.joining("\n", "mvn -q -Pload package -Dload.args=\"...\"\n", ""));
    }

    String text(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return !values.get(name).isEmpty();
    }

    List<String> list(String name) {
        return List.of(values.get(name).split("[, ]+", -1));
    }

    int count(String name) {
        double value = number(name);
        if (value != Math.rint(value)) {
            throw new WrongException("--" + name + " is a whole number, not " + text(name));
        }
        return (int) value;
    }

    double number(String name) {
        try {
            double value = Double.parseDouble(text(name));
            if (value >= 0 && value <= Integer.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // Told below.
        }
        throw new WrongException("--" + name + " is a number that is not negative, not " + text(name));
    }

    /** What was given, for the result. */
    Map<String, Object> given() {
        var given = new LinkedHashMap<String, Object>();
        for (Option option : ALL) {
            boolean isUsual = text(option.name).equals(option.initial);
            if (!isUsual
                    && !List.of("out", "rivals", "rounds", "java-home", "also").contains(option.name)) {
                given.put(option.name, text(option.name));
            }
        }
        return given;
    }

    /** What is different here from there. */
    String differenceFrom(Options other) {
        return values.keySet().stream()
                .filter(name -> !name.equals("also") && !text(name).equals(other.text(name)))
                .map(name -> FLAGS.contains(name) ? " --" + name : " --" + name + " " + text(name))
                .collect(Collectors.joining());
    }

    /** Words in quotes are one. */
    static String[] words(String line) {
        var words = new ArrayList<String>();
        var matcher = java.util.regex.Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words.toArray(String[]::new);
    }
}
