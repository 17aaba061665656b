package dev.tidings.orders;

import dev.tidings.event.Streamed;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** A timer of the application. */
@Singleton
public class Clock {

    /** Fired every second. */
    @Streamed(topic = "clock", type = "tick")
    public record Tick(String of) {}

    @Inject
    private Event<Tick> ticks;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void tick() {
        ticks.fire(new Tick("the application"));
    }
}
