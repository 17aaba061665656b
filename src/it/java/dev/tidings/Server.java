package dev.tidings;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The server under test. */
final class Server {

    /** Payara's adapter boots one server for each archive; what lies here at that moment is deployed too. */
    private static final File PAYARA_NEIGHBOURS =
            ownDirectory("payara-neighbours").toFile();

    private Server() {}

    /** A directory that no other JVM of the same build uses, if several run tests at once. */
    static Path ownDirectory(String name) {
        Path directory = Path.of(System.getProperty("tidings.own"), name);
        try {
            return Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a broken run has left for Payara to deploy must not come up again. */
    static void prepare() {
        if (!isPayara()) {
            return;
        }
        for (File left : PAYARA_NEIGHBOURS.listFiles()) {
            if (!left.delete()) {
                throw new IllegalStateException("cannot delete " + left);
            }
        }
    }

    /** One of payara, wildfly, tomee; or another, where the hub was not started by the tests. */
    static String name() {
        return System.getProperty("tidings.server");
    }

    /** Where a hub is that was not started by the tests. */
    static Optional<URI> runningHub() {
        return Optional.ofNullable(System.getProperty("tidings.url")).map(URI::create);
    }

    /** An address of the server, by the name that the playground asks for; Payara's adapter gives the machine's own. */
    static URI local(URI injected, String path) {
        return runningHub()
                .orElseGet(() -> URI.create("http://localhost:" + injected.getPort() + injected.getPath()))
                .resolve(path);
    }

    /** Its JVM, a child of this one. Payara's is another one for each test class. */
    static ProcessHandle process() {
        // The adapter does not wait for the end of the one before.
        return await().atMost(Duration.ofSeconds(60))
                .until(Server::processes, all -> all.size() == 1)
                .get(0);
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").matches(".*[/\\\\]java(\\.exe)?"))
                .toList();
    }

    /** To be called in the method of a class's first deployment, for each archive that is to stand beside it. */
    static void expectNeighbour(WebArchive neighbour) {
        if (isPayara()) {
            neighbour.as(ZipExporter.class).exportTo(new File(PAYARA_NEIGHBOURS, neighbour.getName()), true);
        }
    }

    /** To be called in the test, with the name of an unmanaged deployment. */
    static void deployNeighbour(Deployer deployer, String deployment) {
        if (!isPayara()) {
            deployer.deploy(deployment);
        }
    }

    /** To be called when done; on Payara the next class would meet the neighbour again. */
    static void undeployNeighbour(Deployer deployer, String deployment, WebArchive neighbour) {
        if (!isPayara()) {
            deployer.undeploy(deployment);
        } else if (!new File(PAYARA_NEIGHBOURS, neighbour.getName()).delete()) {
            throw new IllegalStateException("not there: " + neighbour);
        }
    }

    private static boolean isPayara() {
        return name().equals("payara");
    }
}
