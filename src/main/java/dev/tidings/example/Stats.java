package dev.tidings.example;

import dev.tidings.broadcast.Broadcaster;
import dev.tidings.broadcast.Statistics;
import dev.tidings.event.Streamed;
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

/** Tells the hub's counts to whoever listens to {@code stats}, every second: there one sees who joins and who leaves. */
@Singleton
@Startup
public class Stats {

    private static final long PERIOD_MILLIS = 1_000;

    /** Those of {@link Statistics}. */
    @Streamed(topic = "stats", type = "stats")
    public record Counts(int streams, long opened, long ended, long delivered, long gaps) {}

    @Resource
    private TimerService timers;

    @Inject
    private TimerSettings settings;

    @Inject
    private Event<Counts> counts;

    @Inject
    private Broadcaster broadcaster;

    @PostConstruct
    void start() {
        if (settings.stats()) {
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
        Statistics now = broadcaster.statistics();
        counts.fire(new Counts(now.streams(), now.opened(), now.ended(), now.delivered(), now.gaps()));
    }
}
