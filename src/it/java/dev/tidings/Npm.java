package dev.tidings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Clients of npm, installed once for all tests of this JVM. */
final class Npm {

    private static final File HERE = new File(".");

    private static File installed;

    private Npm() {}

    /** Runs one of the programs beside {@code package.json}. The test is skipped, and says so, where that cannot be. */
    static Program start(String... command) {
        Program.assumeInstalled("node", "npm");
        String node20 = "process.versions.node.split('.')[0] >= 20";
        assumeTrue(Program.run(HERE, "node", "-p", node20).contains("true"), "these clients need node 20");
        return Program.start(directory(), command);
    }

    private static synchronized File directory() {
        if (installed == null) {
            Path directory = Server.ownDirectory("npm");
            for (String name : List.of("package.json", "package-lock.json", "listen.js", "listen-with-token.js")) {
                copy("/npm/" + name, directory.resolve(name));
            }
            Program.run(directory.toFile(), "npm", "ci", "--no-audit", "--no-fund");
            installed = directory.toFile();
        }
        return installed;
    }

    private static void copy(String resource, Path to) {
        try (InputStream in = Npm.class.getResourceAsStream(resource)) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
