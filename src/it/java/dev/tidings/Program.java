package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine, and the lines that it has printed. Safe for any threads. */
final class Program implements AutoCloseable {

    private final Process process;
    private final Thread reader = new Thread(this::read, "reader of a program");

    // Guarded by itself.
    private final List<String> lines = new ArrayList<>();

    private Program(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Where the first of these is on the PATH that is there at all. */
    static Optional<File> find(String... names) {
        return Stream.of(names)
                .flatMap(name -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(System.getenv("PATH"))
                        .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    /** The test is skipped, and says so, where one of these is missing. */
    static void assumeInstalled(String... names) {
        for (String name : names) {
            Assumptions.assumeTrue(find(name).isPresent(), "needs " + name + " on the PATH");
        }
    }

    static Program start(File directory, String... command) {
        try {
            return new Program(new ProcessBuilder(command)
                    .directory(directory)
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs it to its end, which must be a good one, and returns its lines. */
    static List<String> run(File directory, String... command) {
        try (Program program = start(directory, command)) {
            int status = program.process.waitFor();
            program.reader.join();
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + status + " " + program.lines());
            }
            return program.lines();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException killed) {
            // It prints no more.
        }
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Sends it a signal, such as {@code HUP}. */
    void signal(String name) {
        run(new File("."), "kill", "-" + name, Long.toString(process.pid()));
    }

    /** Asks it to end, and returns when it has. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
