package dev.tidings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A hub inside another application, which tells its counts, and its JVM. */
final class HubUnderTest {

    private final URI root;
    private final ProcessHandle process;

    HubUnderTest(URI root, ProcessHandle process) {
        this.root = root;
        this.process = process;
    }

    /** An application with the library in it, and settings that beat all others. */
    static WebArchive war(String name, String... settings) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addAsLibrary(Artifacts.LIBRARY_JAR)
                .addClasses(OtherApplication.class, StatisticsResource.class)
                .addAsResource(Artifacts.settings(settings), "META-INF/microprofile-config.properties");
    }

    /** With the libraries that are for tokens and URL patterns. */
    static WebArchive warWithTokens(String name, String... settings) {
        WebArchive war = war(name, settings);
        Artifacts.war()
                .getContent(Filters.include("/WEB-INF/lib/.*\\.jar"))
                .forEach((path, library) -> war.add(library.getAsset(), path));
        return war;
    }

    URI events() {
        return root.resolve("rest/events");
    }

    URI events(String topic) {
        return root.resolve("rest/events?topic=" + Http.encode(topic));
    }

    /** Of the application around it. */
    URI at(String path) {
        return root.resolve("rest/" + path);
    }

    void publish(String topic, int number) {
        Http.publish(events(), topic, Integer.toString(number));
    }

    /** One of streams, delivered, gaps, shed, or an ending. */
    long count(String what) {
        String counts = Http.get(root.resolve("rest/statistics")).body();
        Matcher count = Pattern.compile("\\b" + what + "=(\\d+) ").matcher(counts);
        return count.find() ? Long.parseLong(count.group(1)) : 0;
    }

    long streams() {
        return count("streams");
    }

    /** The classes whose names begin so, and of which something still holds an object; with their count. */
    List<String> remaining(String className) {
        // The histogram is preceded by a full collection.
        return jcmd("GC.class_histogram")
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(row -> row.length > 3 && row[3].startsWith(className))
                .map(row -> row[3] + " " + row[1])
                .toList();
    }

    /** The hub's own threads. TomEE has one for the asynchronous events of each application, which bears its name, too. */
    List<String> threads() {
        return jcmd("Thread.print")
                .lines()
                .filter(line -> line.matches("\"tidings-(sweeper|replay|closer|application|session|presence).*"))
                .toList();
    }

    /** Sockets too. */
    long openFiles() {
        try (var files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As in a long collection of garbage: what comes meanwhile, the server finds all at once. */
    <T> T whilePaused(Supplier<T> work) {
        Program.run(null, "kill", "-STOP", Long.toString(process.pid()));
        try {
            return work.get();
        } finally {
            Program.run(null, "kill", "-CONT", Long.toString(process.pid()));
        }
    }

    String jcmd(String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/jcmd", Long.toString(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
