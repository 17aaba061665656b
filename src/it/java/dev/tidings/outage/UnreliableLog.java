package dev.tidings.outage;

import dev.tidings.log.EventLog;
import dev.tidings.log.FaultyEventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;

/** Takes the place of the hub's own log. */
@Alternative
@Priority(1)
@ApplicationScoped
public class UnreliableLog {

    private final FaultyEventLog log =
            new FaultyEventLog(new MemoryEventLog(new Retention(10_000, 1 << 24, Duration.ofHours(1)), Time.SYSTEM));

    @Produces
    @ApplicationScoped
    EventLog log() {
        return log;
    }

    void become(String what) {
        switch (what) {
            case "refusing" -> log.refuseAppends();
            case "forgetful" -> log.loseAnswers();
            case "slow" -> log.holdAppends();
            case "unreadable" -> log.holdReads();
            case "well" -> log.goOn();
            default -> throw new IllegalArgumentException(what);
        }
    }
}
