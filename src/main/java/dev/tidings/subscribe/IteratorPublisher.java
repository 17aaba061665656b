package dev.tidings.subscribe;

import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes an iterator's items to one subscriber, as many as it asks for.
 *
 * <p><b>Threads:</b> whoever raises the demand from zero starts the only thread that uses the iterator and signals; the
 * change of {@link #demand} hands both over to the next.
 */
final class IteratorPublisher implements Flow.Publisher<Object>, Flow.Subscription {

    // Set once, the subscriber by subscribe.
    private final Iterator<?> items;
    private final Executor threads;
    private Flow.Subscriber<? super Object> subscriber;

    // Any thread.
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;

    // Whose turn it is.
    private boolean over;

    IteratorPublisher(Iterator<?> items, Executor threads) {
        this.items = items;
        this.threads = threads;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Object> only) {
        subscriber = only;
        only.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        if (demand.getAndAdd(count) == 0) {
            threads.execute(this::turn);
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
            end();
            if (!cancelled) {
                subscriber.onComplete();
            }
        } catch (Exception | Error failed) {
            over = true;
            subscriber.onError(failed);
        }
    }

    private void end() throws Exception {
        over = true;
        if (items instanceof AutoCloseable resource) {
            resource.close();
        }
    }
}
