package dev.tidings.load;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process with all its children, and what it takes from the machine. Linux only. */
final class Program implements AutoCloseable {

    /** For whatever is run to its end. */
    private static final int PATIENCE_MINUTES = 2;

    /** Of /proc/…/stat; 100 on every Linux that there is. */
    private static final double TICKS_A_SECOND = 100;

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final ProcessHandle root;

    // Null if it was not started here. Were it forgotten, the program's standard input would end.
    private final Process ours;

    private Program(ProcessHandle root, Process ours) {
        this.root = root;
        this.ours = ours;
    }

    /** Starts one, which ends with this JVM; what it prints goes to a file. */
    static Program start(Path log, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            var program = new Program(process.toHandle(), process);
            Runtime.getRuntime().addShutdownHook(new Thread(program::close));
            return program;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs one to its end, which must be a good one; returns what it has printed. */
    static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            // What is asked may not answer any more, and would never end.
            var unused = process.onExit()
                    .orTimeout(PATIENCE_MINUTES, TimeUnit.MINUTES)
                    .exceptionally(late -> process.destroyForcibly());
            String printed =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + printed);
            }
            return printed;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }

    /** One that runs already. */
    static Program of(long pid) {
        return new Program(
                ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("there is no process " + pid)), null);
    }

    boolean isAlive() {
        return root.isAlive();
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    /** User and system time, in seconds. */
    double cpu() {
        return sum(process -> {
                    String stat = proc(process, "stat");
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                })
                / TICKS_A_SECOND;
    }

    /** In bytes. */
    long residentMemory() {
        return 1024 * sum(process -> status(process, "VmRSS:"));
    }

    long threads() {
        return sum(process -> status(process, "Threads:"));
    }

    private long sum(ToLongFunction<ProcessHandle> of) {
        return all().mapToLong(process -> {
                    try {
                        return of.applyAsLong(process);
                    } catch (UncheckedIOException ended) {
                        return 0;
                    }
                })
                .sum();
    }

    private static long status(ProcessHandle process, String field) {
        return proc(process, "status")
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static String proc(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid(), file));
        } catch (NoSuchFileException ended) {
            throw new UncheckedIOException(ended);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Optional<ProcessHandle> jvm() {
        return all().filter(process -> process.info().command().orElse("").endsWith(File.separator + "java"))
                .findFirst();
    }

    /** Bytes of heap in use after a full collection; nothing if it is no JVM. */
    Optional<Long> heap() {
        return jvm().map(process -> {
            String jcmd = process.info().command().orElseThrow().replaceFirst("java$", "jcmd");
            String pid = Long.toString(process.pid());
            run(List.of(jcmd, pid, "GC.run"));
            return 1024
                    * run(List.of(jcmd, pid, "GC.heap_info"))
                            .lines()
                            .filter(line -> line.contains("heap") || line.contains("generation"))
                            .map(USED::matcher)
                            .filter(Matcher::find)
                            .mapToLong(used -> Long.parseLong(used.group(1)))
                            .sum();
        });
    }

    /** Has a JVM print what its threads do, among all else that it prints. */
    void printThreads() {
        jvm().ifPresent(process -> run(List.of("kill", "-QUIT", Long.toString(process.pid()))));
    }

    /** Ends it, if it was started here, and returns when it is gone. */
    @Override
    public void close() {
        if (ours == null) {
            return;
        }
        List<ProcessHandle> processes = all().toList();
        processes.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : processes) {
            try {
                process.onExit().get(10, TimeUnit.SECONDS);
            } catch (Exception stubborn) {
                process.destroyForcibly();
            }
        }
    }
}
