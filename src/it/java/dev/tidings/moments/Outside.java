package dev.tidings.moments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Leaves the transaction of whoever calls, for a while. */
@ApplicationScoped
public class Outside {

    @Inject
    private Event<Step> steps;

    @Transactional(TxType.NOT_SUPPORTED)
    public void step(String id) {
        steps.fire(new Step(id, "outside"));
    }
}
