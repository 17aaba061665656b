package dev.tidings;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;

/** A Payara Micro of our own, which can undeploy and live on, as the adapter's cannot. */
final class PayaraJvm implements AutoCloseable {

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final int port;

    PayaraJvm() throws IOException {
        this(Ports.free());
    }

    /** At a port where another one may have been before. */
    PayaraJvm(int port) throws IOException {
        this.port = port;
        File jar = new File(Artifacts.WAR.getParentFile(), "payara-micro.jar");
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        // Compiled quickly and not well, as the others: see arquillian.xml.
        command.addAll(List.of("-Dtidings.playground=true", "-XX:TieredStopAtLevel=1"));
        command.addAll(opened(jar));
        command.addAll(List.of("-cp", jar + File.pathSeparator + launcher(), PayaraLauncher.class.getName()));
        command.add(Integer.toString(port));
        process = new ProcessBuilder(command)
                .redirectError(
                        Server.ownDirectory("payara-launcher").resolve("log").toFile())
                .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
        awaitAnswer("ready");
    }

    // Alone, because Payara asks its class path before it asks a WAR.
    private static Path launcher() throws IOException {
        Path classes = Server.ownDirectory("payara-launcher");
        String name = PayaraLauncher.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(classes.resolve(name).getParent());
        try (InputStream in = PayaraLauncher.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, classes.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return classes;
    }

    // What the jar's manifest opens for java -jar.
    private static List<String> opened(File jar) throws IOException {
        List<String> options = new ArrayList<>();
        try (var file = new JarFile(jar)) {
            var manifest = file.getManifest().getMainAttributes();
            for (String name : List.of("Add-Opens", "Add-Exports")) {
                String packages = manifest.getValue(name);
                for (String each :
                        packages == null ? new String[0] : packages.trim().split(" +")) {
                    options.add("--" + name.toLowerCase(Locale.ROOT) + "=" + each + "=ALL-UNNAMED");
                }
            }
        }
        return options;
    }

    private void awaitAnswer(String answer) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.equals(answer)) {
                return;
            }
        }
        throw new IOException("Payara has ended");
    }

    void deploy(File war) {
        tell("deploy " + war);
    }

    void undeploy(String name) {
        tell("undeploy " + name);
    }

    private void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            awaitAnswer("done " + command);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return port;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Kills it; returns when it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
