package dev.tidings.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import java.io.ByteArrayOutputStream;

/** A client in memory: reads until it is told to stop. */
final class Reader implements Sink {

    // Guarded by "this".
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean closed;
    private boolean reads = true;

    synchronized void stopReading() {
        reads = false;
    }

    void readOn(Subscriber mine) {
        synchronized (this) {
            reads = true;
        }
        mine.wake();
    }

    @Override
    public synchronized boolean isReady() {
        return reads;
    }

    @Override
    public synchronized void write(byte[] block) {
        received.writeBytes(block);
    }

    @Override
    public void flush() {
        // It is there already.
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    synchronized String stream() {
        return received.toString(UTF_8);
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
