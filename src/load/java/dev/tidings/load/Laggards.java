package dev.tidings.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Clients that read nothing, and clients that read slowly; nothing of theirs is counted. <b>Threads:</b> the run's. */
final class Laggards implements AutoCloseable {

    private static final int TICKS_A_SECOND = 10;

    private final Scenario scenario;
    private final Rival rival;
    private final List<SocketChannel> stalled = new ArrayList<>();
    private final List<SocketChannel> slow = new ArrayList<>();
    private final Thread reader = new Thread(this::readSlowly, "slow reader");
    private volatile boolean closed;

    Laggards(Scenario scenario, Rival rival) {
        this.scenario = scenario;
        this.rival = rival;
    }

    void open() {
        add(scenario.stalled(), stalled);
        add(scenario.slow(), slow);
        reader.setDaemon(true);
        if (!slow.isEmpty()) {
            reader.start();
        }
    }

    private void add(int count, List<SocketChannel> to) {
        try {
            for (int i = 0; i < count; i++) {
                to.add(Subscriber.askWithoutReading(i, rival.stream(scenario.asked(i))));
                Waiting.until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void readSlowly() {
        ByteBuffer little = ByteBuffer.allocateDirect(Math.max(1, scenario.slowBytes() / TICKS_A_SECOND));
        for (long tick = System.nanoTime(); !closed; tick += TimeUnit.SECONDS.toNanos(1) / TICKS_A_SECOND) {
            for (SocketChannel each : slow) {
                try {
                    each.read(little.clear());
                } catch (IOException cutOff) {
                    // By the hub, as it may.
                }
            }
            Waiting.until(tick);
        }
    }

    @Override
    public void close() {
        closed = true;
        List.of(stalled, slow)
                .forEach(all -> all.forEach(channel -> {
                    try {
                        channel.close();
                    } catch (IOException closedAlready) {
                        // As it should be.
                    }
                }));
    }
}
