package dev.tidings;

import java.io.IOException;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A server that lives on while applications come and go. Each has an unmanaged deployment of the same name as its archive,
 * without {@code .war}.
 */
final class LivingServer implements AutoCloseable {

    private final Deployer deployer;
    private final URI root;

    // On the others null: on Payara the adapter's server ends with its archive.
    private final PayaraJvm payara;

    /** @param root the address of an application that stays */
    LivingServer(Deployer deployer, URI root) throws IOException {
        this.deployer = deployer;
        this.payara = Server.name().equals("payara") ? new PayaraJvm() : null;
        this.root = payara == null ? Server.local(root, "/") : URI.create("http://localhost:" + payara.port() + "/");
    }

    /** The application that stays: it tells the port of the server, and has nothing of ours in it. */
    static WebArchive port() {
        return ShrinkWrap.create(WebArchive.class, "port.war").addAsWebResource(new StringAsset("here"), "index.html");
    }

    HubUnderTest deploy(WebArchive war) {
        if (payara != null) {
            // Other tests run beside this one, and have archives of the same name.
            var file = Server.ownDirectory("living").resolve(war.getName()).toFile();
            war.as(ZipExporter.class).exportTo(file, true);
            payara.deploy(file);
        } else {
            deployer.deploy(name(war));
        }
        return new HubUnderTest(
                root.resolve("/" + name(war) + "/"), payara == null ? Server.process() : payara.process());
    }

    void undeploy(WebArchive war) {
        if (payara != null) {
            payara.undeploy(name(war));
        } else {
            deployer.undeploy(name(war));
        }
    }

    private static String name(WebArchive war) {
        return war.getName().replace(".war", "");
    }

    @Override
    public void close() {
        if (payara != null) {
            payara.close();
        }
    }
}
