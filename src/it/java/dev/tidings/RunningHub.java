package dev.tidings;

import java.net.URI;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;

/**
 * A hub that is running already, at {@code tidings.url}, as Arquillian's container: tests that use no more than the public
 * HTTP surface get its address, and nothing is deployed. Without that property it is not there.
 */
public final class RunningHub implements LoadableExtension, DeployableContainer<RunningHub.Configuration> {

    /** There is nothing to configure. */
    public static final class Configuration
            implements org.jboss.arquillian.container.spi.client.container.ContainerConfiguration {
        @Override
        public void validate() {}
    }

    @Override
    public void register(ExtensionBuilder extensions) {
        if (Server.runningHub().isPresent()) {
            extensions.service(DeployableContainer.class, RunningHub.class);
        }
    }

    @Override
    public Class<Configuration> getConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> war) {
        URI hub = Server.runningHub().orElseThrow();
        return new ProtocolMetaData()
                .addContext(new HTTPContext(hub.getHost(), hub.getPort()).add(new Servlet("hub", hub.getPath())));
    }

    @Override
    public void undeploy(Archive<?> war) {}
}
