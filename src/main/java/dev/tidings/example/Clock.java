package dev.tidings.example;

import dev.tidings.broadcast.Broadcaster;
import dev.tidings.event.Update;
import dev.tidings.publish.TimerSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Tells the time to whoever listens to {@code clock}, every two seconds; logs how many those are. */
@Singleton
@Startup
public class Clock {

    private static final System.Logger LOG = System.getLogger(Clock.class.getName());
    private static final String TOPIC = "clock";
    private static final long PERIOD_MILLIS = 2_000;

    @Resource
    private TimerService timers;

    @Inject
    private TimerSettings settings;

    @Inject
    private Event<Update> updates;

    @Inject
    private Broadcaster broadcaster;

    @PostConstruct
    void start() {
        if (settings.clock()) {
            timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig(null, false));
        }
    }

    // Payara would have it fire once more, into the next deployment.
    @PreDestroy
    void stop() {
        timers.getTimers().forEach(Timer::cancel);
    }

    @Timeout
    void tick() {
        updates.fire(Update.of(TOPIC, "hello, now is " + Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        LOG.log(System.Logger.Level.INFO, "the time was told; listeners: {0}", broadcaster.listeners(TOPIC));
    }
}
