package dev.tidings;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the clock of the WAR has logged last, since it was first asked for. */
@Path("clock-log")
@ApplicationScoped
public class ClockLog {

    // Held, as loggers are collected otherwise.
    private static final Logger CLOCK = Logger.getLogger("dev.tidings.example.Clock");

    private volatile String last = "";

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord message) {
            last = new SimpleFormatter().formatMessage(message);
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @PostConstruct
    void open() {
        CLOCK.addHandler(handler);
    }

    @PreDestroy
    void close() {
        CLOCK.removeHandler(handler);
    }

    @GET
    @Produces("text/plain")
    public String last() {
        return last;
    }
}
