package dev.tidings.load;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.jws.JsonWebSignature;
import org.slf4j.LoggerFactory;

/** An application server with the load application in it, as its root. */
final class Container {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final String server;
    private final Path directory;
    private final Path log;
    private final Options options;
    private final int port = Rivals.freePort();
    private final int driver = Rivals.freePort();

    /** @param server one of payara, wildfly, tomee */
    Container(String server, String name, Options options) {
        this.server = server;
        this.directory = Rivals.DIRECTORY.resolve(name).toAbsolutePath();
        this.log = Rivals.log(name);
        this.options = options;
    }

    int port() {
        return port;
    }

    int driver() {
        return driver;
    }

    String version() {
        return server + " " + System.getProperty("load." + server);
    }

    /** @param kind of driver, as {@link Doors} know it */
    Program start(String kind) {
        List<String> jvm = new ArrayList<>(options.list("jvm"));
        jvm.add("-Dtidings.playground=true");
        if (kind.equals("private")) {
            jvm.addAll(Tokens.properties());
        }
        jvm.add("-D" + Doors.KIND + "=" + kind);
        jvm.add("-D" + Doors.PORT + "=" + driver);
        try {
            delete(directory);
            Files.createDirectories(directory);
            return switch (server) {
                case "payara" -> payara(jvm);
                case "wildfly" -> wildfly(jvm);
                default -> tomee(jvm);
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Program payara(List<String> jvm) throws IOException {
        Path preboot = directory.resolve("preboot.asadmin");
        // Else a connection ends after 250 requests, and with it those that are under way.
        String unlimited = "set configs.config.server-config.network-config.protocols.protocol.http-listener.http"
                + ".max-connections=-1\n";
        Rivals.write(preboot, Files.readString(Path.of("docker/payara.asadmin")) + unlimited);
        List<String> command = new ArrayList<>();
        command.add(options.text("java-home") + "/bin/java");
        command.addAll(jvm);
        command.addAll(List.of("-jar", TARGET.resolve("payara-micro.jar").toString(), "--nocluster", "--nohostaware"));
        command.addAll(List.of("--disablephonehome", "--port", Integer.toString(port), "--contextroot", "/"));
        command.addAll(List.of("--deploy", war(directory.resolve("load.war")), "--rootdir", directory + "/root"));
        command.addAll(List.of("--prebootcommandfile", preboot.toString()));
        command.addAll(List.of("--logproperties", "docker/logging.properties"));
        return Program.start(log, Map.of(), command);
    }

    private Program wildfly(List<String> jvm) throws IOException {
        Path home = TARGET.resolve("wildfly-" + System.getProperty("load.wildfly"));
        copy(home.resolve("standalone/configuration"), directory.resolve("configuration"));
        war(directory.resolve("deployments/ROOT.war"));
        var environment = Map.of(
                "JAVA_HOME",
                options.text("java-home"),
                "JAVA_OPTS",
                String.join(" ", jvm) + " -Djava.net.preferIPv4Stack=true");
        return Program.start(
                log,
                environment,
                List.of(
                        "sh",
                        home + "/bin/standalone.sh",
                        "-Djboss.server.base.dir=" + directory,
                        "-Djboss.http.port=" + port,
                        "-Djboss.https.port=" + Rivals.freePort(),
                        "-Djboss.management.http.port=" + Rivals.freePort()));
    }

    private Program tomee(List<String> jvm) throws IOException {
        Path home = TARGET.resolve("tomee/apache-tomee-plus-" + System.getProperty("load.tomee"));
        copy(home.resolve("conf"), directory.resolve("conf"));
        Path configuration = directory.resolve("conf/server.xml");
        Rivals.write(
                configuration,
                Files.readString(configuration)
                        .replace("port=\"8005\"", "port=\"-1\"")
                        // Else a connection ends after 100 requests, and with it those that are under way.
                        .replace(
                                "port=\"8080\"",
                                "port=\"" + port
                                        + "\" maxKeepAliveRequests=\"-1\" maxConnections=\"20000\" acceptCount=\"10000\""));
        for (String needed : List.of("temp", "logs", "work")) {
            Files.createDirectories(directory.resolve(needed));
        }
        war(directory.resolve("webapps/ROOT.war"));
        var environment = Map.of(
                "JAVA_HOME", options.text("java-home"),
                "CATALINA_BASE", directory.toString(),
                "CATALINA_OPTS", String.join(" ", jvm));
        return Program.start(log, environment, List.of("sh", home + "/bin/catalina.sh", "run"));
    }

    private static String war(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ShrinkWrap.create(WebArchive.class, "load.war")
                .addAsLibrary(TARGET.resolve("tidings-classes.jar").toFile())
                // What the library needs for tokens.
                .addAsLibraries(jar(JsonWebSignature.class), jar(LoggerFactory.class))
                .addClasses(LoadApplication.class, NaiveResource.class, NaiveHub.class, Doors.class)
                .addClasses(Driver.class, Order.class, Published.class)
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file.toString();
    }

    private static File jar(Class<?> within) {
        return new File(
                within.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.createDirectories(to);
                Path copy = to.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    // What an earlier run has left.
    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
