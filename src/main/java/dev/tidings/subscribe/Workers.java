package dev.tidings.subscribe;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what may block, and so is nothing for a sweeper.
 *
 * <p><b>Threads:</b> safe for any; has up to so many of its own, while there is something to do.
 *
 * <p><b>Order:</b> none, unless there is but one.
 *
 * <p><b>Failure:</b> what is thrown is logged.
 */
public final class Workers implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Workers.class.getName());

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor threads;

    /**
     * Threads that end with {@link #close}.
     *
     * @param name that each of them bears
     */
    public Workers(String name, int atMost, ThreadFactory factory) {
        threads = new ScheduledThreadPoolExecutor(atMost, work -> {
            Thread thread = factory.newThread(work);
            thread.setName(name);
            return thread;
        });
        threads.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(logged(work));
    }

    /** Does it when so much time has passed, unless these are closed before. */
    public Future<?> executeIn(Duration delay, Runnable work) {
        return threads.schedule(logged(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    // The executor keeps what is thrown for somebody who asks, and nobody does.
    private static Runnable logged(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error unexpected) {
                LOG.log(System.Logger.Level.ERROR, "something that may block has failed", unexpected);
            }
        };
    }

    /** Waits until all is done, some seconds at most. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
