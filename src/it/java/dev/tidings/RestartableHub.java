package dev.tidings;

import java.io.IOException;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployer;

/**
 * A hub that goes away and comes back at the same address, without its history. On Payara, whose adapter boots a server for
 * each archive at another port, it is a JVM of its own, and is killed; elsewhere it is undeployed.
 */
abstract class RestartableHub implements AutoCloseable {

    /** Of the unmanaged deployment that a test must have for it. */
    static final String NAME = "restarted";

    static RestartableHub start(Deployer deployer, URI server) throws IOException {
        RestartableHub hub = Server.name().equals("payara") ? new Killed() : new Undeployed(deployer, server);
        hub.bringBack();
        return hub;
    }

    abstract URI events();

    abstract void takeAway();

    abstract void bringBack() throws IOException;

    @Override
    public void close() {
        takeAway();
    }

    private static final class Killed extends RestartableHub {

        private final int port = Ports.free();
        private PayaraJvm payara;

        @Override
        URI events() {
            return URI.create("http://localhost:" + port + "/tidings/events");
        }

        @Override
        void takeAway() {
            payara.close();
        }

        @Override
        void bringBack() throws IOException {
            payara = new PayaraJvm(port);
            payara.deploy(Artifacts.WAR);
        }
    }

    private static final class Undeployed extends RestartableHub {

        private final Deployer deployer;
        private final URI events;

        Undeployed(Deployer deployer, URI server) {
            this.deployer = deployer;
            events = Server.local(server, "/" + NAME + "/events");
        }

        @Override
        URI events() {
            return events;
        }

        @Override
        void takeAway() {
            deployer.undeploy(NAME);
        }

        @Override
        void bringBack() {
            deployer.deploy(NAME);
        }
    }
}
