package dev.tidings.subscribe;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes an iterator's items to one subscriber, as many as it asks for.
 *
 * <p><b>Threads:</b> that of whoever raises the demand from zero, which may block, uses the iterator and signals until all
 * is served; the change of {@link #demand} hands the iterator over to the next. No thread of its own, so that a cancelled
 * iterator is closed also where no more threads are to be had.
 *
 * <p><b>Failure:</b> however it ends, the iterator is closed once if it can be.
 */
final class IteratorPublisher implements Flow.Publisher<Object>, Flow.Subscription {

    private static final System.Logger LOG = System.getLogger(IteratorPublisher.class.getName());

    // Set once, the subscriber by subscribe.
    private final Iterator<?> items;
    private Flow.Subscriber<? super Object> subscriber;

    // Any thread.
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;

    // Whose turn it is.
    private boolean over;

    IteratorPublisher(Iterator<?> items) {
        this.items = items;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Object> only) {
        subscriber = only;
        only.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        if (demand.getAndAdd(count) == 0) {
            turn();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        // A turn, in which nothing is asked of the iterator any more.
        request(1);
    }

    private void turn() {
        long served = 0;
        long asked = demand.get();
        while (asked > 0) {
            for (; served < asked && !over; served++) {
                signal();
            }
            asked = demand.addAndGet(-asked);
            served = 0;
        }
    }

    private void signal() {
        try {
            if (!cancelled && items.hasNext()) {
                subscriber.onNext(items.next());
                return;
            }
        } catch (RuntimeException | Error failed) {
            end();
            subscriber.onError(failed);
            return;
        }
        end();
        if (!cancelled) {
            subscriber.onComplete();
        }
    }

    private void end() {
        over = true;
        if (items instanceof AutoCloseable resource) {
            try {
                resource.close();
            } catch (Exception | Error failed) {
                // Nothing that the client would miss.
                LOG.log(System.Logger.Level.WARNING, "the source of a stream cannot be closed", failed);
            }
        }
    }
}
