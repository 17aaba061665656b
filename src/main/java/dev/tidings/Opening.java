package dev.tidings;

import dev.tidings.http.JsonText;
import dev.tidings.publish.AfterCommit;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Makes the hub when the application starts, so that a wrong setting is told then and not to the first client. Not an
 * observer of {@code @Initialized(ApplicationScoped.class)}: when Payara fires that in a server that is up already, nothing
 * can be injected into the hub yet, and the deployment fails.
 */
@WebListener
public class Opening implements ServletContextListener {

    @Inject
    private Hub hub;

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private JsonText json;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        hub.start();
        afterCommit.start();
        json.start();
    }
}
