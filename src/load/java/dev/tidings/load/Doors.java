package dev.tidings.load;

import dev.tidings.event.Update;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** The two drivers of the load application: one publishes as applications do with Tidings, one to the container's broadcaster. */
@WebListener
public class Doors implements ServletContextListener {

    /** The system property with the port of one. */
    static final String PORT = "load.driver.port";

    /** The system property that says which one: hub, private or broadcaster. */
    static final String KIND = "load.driver.kind";

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Event<Update> updates;

    @Inject
    private NaiveHub naive;

    private Driver driver;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        driver = Driver.open(Integer.getInteger(PORT), door(System.getProperty(KIND)), threads);
    }

    private Driver.Door door(String kind) {
        return switch (kind) {
            case "hub" -> (topic, data) -> updates.fire(Update.of(topic, data));
            case "private" ->
                (topic, data) ->
                        updates.fire(Update.on(topic).data(data).isPrivate(true).build());
            default -> naive::publish;
        };
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        driver.close();
    }
}
