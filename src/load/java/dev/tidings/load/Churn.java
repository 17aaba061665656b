package dev.tidings.load;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Clients that come and soon leave, for as long as it is open. */
final class Churn implements AutoCloseable {

    private final Scenario scenario;
    private final Rival rival;
    private final Deque<SocketChannel> here = new ArrayDeque<>(); // the thread's
    private final Thread thread = new Thread(this::run, "churn");
    private volatile boolean closed;
    private volatile long count;
    private volatile IOException failure;

    Churn(Scenario scenario, Rival rival) {
        this.scenario = scenario;
        this.rival = rival;
        thread.setDaemon(true);
        if (scenario.churn() > 0) {
            thread.start();
        }
    }

    private void run() {
        try {
            long start = System.nanoTime();
            for (long next = 0; !closed; next++) {
                Waiting.until(start + next * TimeUnit.SECONDS.toNanos(1) / scenario.churn());
                here.add(Subscriber.askWithoutReading(
                        0, rival.stream(scenario.asked((int) (next % scenario.healthy())))));
                if (here.size() > scenario.churn()) {
                    here.remove().close();
                }
                count = next + 1;
            }
            while (!here.isEmpty()) {
                here.remove().close();
            }
        } catch (IOException failed) {
            failure = failed;
        }
    }

    /** How many have come. */
    long count() {
        if (failure != null) {
            throw new IllegalStateException("clients could not come any more", failure);
        }
        return count;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
