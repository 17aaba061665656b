package dev.tidings;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * nginx or HAProxy, with the configuration that {@code docker} has for it, at a port of localhost in front of the hub. Where
 * the program is not installed, the test is skipped and says so.
 */
final class Proxy implements AutoCloseable {

    private static final File HERE = new File(".");

    private final String name;
    private final String[] command;
    private final int port = Ports.free();
    private Program program;

    private Proxy(String name, int hubPort) throws IOException {
        this.name = name;
        command = name.equals("nginx") ? nginx(hubPort) : haproxy(hubPort);
        start();
    }

    /** Starts one of nginx, haproxy. */
    static Proxy start(String name, URI hub) {
        Program.assumeInstalled(name);
        try {
            return new Proxy(name, hub.getPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // As the user that it is started by: another one could not enter this directory.
    private String[] nginx(int hubPort) throws IOException {
        Path directory = Artifacts.WAR.toPath().resolveSibling("nginx-" + port);
        Path configuration = directory.resolve("nginx.conf");
        Files.createDirectories(directory);
        Files.writeString(
                configuration,
                Files.readString(Path.of("docker/nginx.conf"))
                        .replace("hub:8080", "127.0.0.1:" + hubPort)
                        .replace("listen 8080", "listen 127.0.0.1:" + port)
                        .replace("/tmp/", directory + "/"));
        return new String[] {"nginx", "-c", configuration.toString(), "-g", "daemon off; user root;"};
    }

    private String[] haproxy(int hubPort) {
        return new String[] {
            "env", "LISTEN=127.0.0.1:" + port, "HUB=127.0.0.1:" + hubPort, "haproxy", "-W", "-f", "docker/haproxy.cfg"
        };
    }

    private void start() {
        program = Program.start(HERE, command);
        await("that " + name + " answers")
                .ignoreExceptions()
                .until(() ->
                        Http.get(URI.create("http://localhost:" + port + "/")).statusCode() > 0);
    }

    /** The same address, by way of the proxy. */
    URI via(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create("http://localhost:" + port + uri.getRawPath() + query);
    }

    /** Makes it read its configuration again. */
    void reload() {
        program.signal(name.equals("nginx") ? "HUP" : "USR2");
    }

    /** Ends it, with all its connections, and starts it again. */
    void restart() {
        program.close();
        start();
    }

    @Override
    public void close() {
        program.close();
    }
}
