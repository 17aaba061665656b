package dev.tidings.subscribe;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that complete responses: on some servers that waits for the client, and no sweeper may.
 *
 * <p><b>Threads:</b> safe for any; has up to four of its own, while there is something to close.
 */
public final class Closer implements Executor, AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads;

    public Closer(ThreadFactory factory) {
        threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = factory.newThread(work);
            thread.setName("tidings-closer");
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable closing) {
        threads.execute(closing);
    }

    /** Waits until all is closed, some seconds at most. */
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
