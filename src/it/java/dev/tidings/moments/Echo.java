package dev.tidings.moments;

import dev.tidings.event.Streamed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Observers that fire events themselves. */
@ApplicationScoped
public class Echo {

    /** Makes the observers speak at every phase of its transaction; browsers do not see it. */
    public record Call(String id) {}

    /** Makes an observer fire another one at once. */
    @Streamed(topic = "steps/{id}")
    public record Outer(String id) {}

    @Inject
    private Event<Step> steps;

    void before(@Observes(during = TransactionPhase.BEFORE_COMPLETION) Call call) {
        steps.fire(new Step(call.id(), "before completion"));
    }

    void success(@Observes(during = TransactionPhase.AFTER_SUCCESS) Call call) {
        steps.fire(new Step(call.id(), "after success"));
    }

    void failure(@Observes(during = TransactionPhase.AFTER_FAILURE) Call call) {
        steps.fire(new Step(call.id(), "after failure"));
    }

    void outer(@Observes Outer outer) {
        steps.fire(new Step(outer.id(), "inner"));
    }
}
