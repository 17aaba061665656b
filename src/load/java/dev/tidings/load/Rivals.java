package dev.tidings.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Starts the hubs that are measured, each by its name. What they print is in {@code target/load}. */
final class Rivals {

    static final Path DIRECTORY = Path.of("target/load");

    private static final String FORM = " application/x-www-form-urlencoded topic={topic}&data={data}";

    private final Options options;

    Rivals(Options options) {
        this.options = options;
    }

    /** Those that are asked for, and that this machine has. */
    List<Rival> start() {
        if (options.has("url")) {
            return List.of(running());
        }
        List<Rival> rivals = new ArrayList<>();
        for (String name : options.list("rivals")) {
            try {
                rivals.add(start(name));
                System.err.println(name + " is up");
            } catch (IllegalStateException | UncheckedIOException missing) {
                System.err.println(name + " is left out: " + missing.getMessage());
            }
        }
        if (rivals.isEmpty()) {
            throw new Options.WrongException("none of --rivals could be started");
        }
        return rivals;
    }

    private Rival running() {
        long pid = options.count("pid");
        int driver = options.has("publish") ? httpDriver(options.text("publish")) : 0;
        return new Rival(
                options.text("url"),
                "unknown",
                pid == 0 ? Optional.empty() : Optional.of(Program.of(pid)),
                options.text("url"),
                driver,
                true,
                true);
    }

    private Rival start(String name) {
        String server = name.replaceFirst("[-+].*", "");
        return switch (server) {
            case "payara", "wildfly", "tomee" -> inContainer(name, server, name.substring(server.length()));
            case "nio" -> limit(name);
            case "nchan" -> nchan(name);
            case "node" -> node(name);
            default -> throw new Options.WrongException("there is no rival " + name + "; see --help");
        };
    }

    private Rival inContainer(String name, String server, String way) {
        boolean isNaive = way.equals("-broadcaster");
        if (!List.of("", "+http", "+private", "-broadcaster", "-idle").contains(way)) {
            throw new Options.WrongException("there is no rival " + name + "; see --help");
        }
        var container = new Container(server, name, options);
        Program program = container.start(isNaive ? "broadcaster" : way.equals("+private") ? "private" : "hub");
        String root = "http://localhost:" + container.port();
        // Answers when the application is up, on every server, and at once.
        awaitAnswer(program, name, root + "/idle");
        int driver =
                switch (way) {
                    case "+http" -> httpDriver(root + "/events" + FORM);
                    case "-idle" -> 0;
                    default -> container.driver();
                };
        String stream =
                switch (way) {
                    case "-broadcaster" -> "/broadcaster?topic={topic}";
                    case "-idle" -> "/idle";
                    default -> "/events?topic={topic}";
                };
        return new Rival(
                name,
                container.version(),
                Optional.of(program),
                (way.equals("+private") ? root.replace("//", "//{token}@") : root) + stream,
                driver,
                way.equals("+http"),
                !(isNaive && server.equals("tomee")));
    }

    private Rival limit(String name) {
        int port = freePort();
        int driver = freePort();
        List<String> command = new ArrayList<>(java(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                LimitServer.class.getName(),
                Integer.toString(port),
                Integer.toString(driver),
                name.equals("nio-each") ? "each" : "coalesce"));
        Program program = Program.start(log(name), Map.of(), command);
        String root = "http://localhost:" + port;
        awaitAnswer(program, name, root + "/");
        return new Rival(name, jdk(options), Optional.of(program), root + "/", driver, false, true);
    }

    private Rival nchan(String name) {
        int port = freePort();
        Path prefix = DIRECTORY.resolve(name).toAbsolutePath();
        write(prefix.resolve("nginx.conf"), read("nchan.conf").replace("PORT", Integer.toString(port)));
        Program program = Program.start(
                log(name), Map.of(), List.of("nginx", "-p", prefix.toString(), "-c", prefix + "/nginx.conf"));
        String root = "http://localhost:" + port;
        awaitAnswer(program, name, root + "/");
        String version = Program.run(List.of("nginx", "-v")).trim();
        return new Rival(
                name,
                version,
                Optional.of(program),
                root + "/events/{topic}",
                httpDriver(root + "/publish/{topic} text/plain {data}"),
                true,
                true);
    }

    private Rival node(String name) {
        int port = freePort();
        Path directory = DIRECTORY.resolve(name).toAbsolutePath();
        for (String file : List.of("package.json", "package-lock.json", "server.js")) {
            write(directory.resolve(file), read("node/" + file));
        }
        Program.run(List.of("npm", "ci", "--prefix", directory.toString(), "--silent"));
        Program program = Program.start(
                log(name),
                Map.of("PORT", Integer.toString(port), "NODE_ENV", "production"),
                List.of("node", directory.resolve("server.js").toString()));
        String root = "http://localhost:" + port;
        awaitAnswer(program, name, root + "/");
        String body = " application/json {\"topic\":\"{topic}\",\"data\":\"{data}\"}";
        return new Rival(
                name,
                Program.run(List.of("node", "--version")).trim(),
                Optional.of(program),
                root + "/events?topic={topic}",
                httpDriver(root + "/publish" + body),
                true,
                true);
    }

    private static int httpDriver(String template) {
        return Driver.open(0, new HttpDoor(template), Rivals::daemon).port();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private static void awaitAnswer(Program program, String name, String address) {
        boolean isUp = Waiting.forThat(Duration.ofMinutes(2), () -> !program.isAlive() || answers(address));
        if (!isUp || !program.isAlive()) {
            throw new IllegalStateException(name + " did not start; see " + log(name));
        }
    }

    private static boolean answers(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setReadTimeout(2000);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The start of a command. */
    static List<String> java(Options options) {
        List<String> command = new ArrayList<>();
        command.add(options.text("java-home") + "/bin/java");
        command.addAll(options.list("jvm"));
        return command;
    }

    static String jdk(Options options) {
        var release = new Properties();
        try (var in = Files.newInputStream(Path.of(options.text("java-home"), "release"))) {
            release.load(in);
        } catch (IOException unknown) {
            return "unknown";
        }
        return release.getProperty("JAVA_VERSION", "unknown").replace("\"", "");
    }

    static Path log(String name) {
        return DIRECTORY.resolve(name + ".log");
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(String resource) {
        try {
            return Files.readString(Path.of("src/load/resources", resource));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
