package dev.tidings.orders;

import dev.tidings.event.Update;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** A timer of the application. */
@Singleton
public class Clock {

    @Inject
    private Event<Update> updates;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void tick() {
        updates.fire(Update.of("clock", "tick"));
    }
}
