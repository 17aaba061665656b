package dev.tidings.orders;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the hub has logged as errors, for the tests to read. */
@Singleton
@Startup
public class Errors {

    private static final List<String> MESSAGES = new CopyOnWriteArrayList<>();

    // Held, as loggers are collected otherwise.
    private static final Logger HUB = Logger.getLogger("dev.tidings.publish");

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().intValue() >= Level.SEVERE.intValue()) {
                MESSAGES.add(message.getMessage());
            }
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
        HUB.addHandler(handler);
    }

    @PreDestroy
    void close() {
        HUB.removeHandler(handler);
    }

    public static List<String> messages() {
        return MESSAGES;
    }
}
