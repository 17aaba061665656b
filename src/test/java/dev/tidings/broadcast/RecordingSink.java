package dev.tidings.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A client in memory: reads until it is told to stop, and keeps all that it was sent. Safe for any threads. */
final class RecordingSink implements Sink {

    private final AtomicInteger inside = new AtomicInteger();

    // Guarded by "this".
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Subscriber subscriber;
    private boolean opens;
    private boolean reads = true;
    private boolean refused;
    private boolean leaves;
    private boolean owesFlush;
    private int writes;
    private int closes;
    private String misuse = "";

    /** Has to be told whom to wake, as a real sink has. */
    synchronized RecordingSink of(Subscriber mine) {
        subscriber = mine;
        if (refused) {
            refused = false;
            mine.wake();
        }
        return this;
    }

    /** Is sent what it begins with when it is opened, as a response is. */
    synchronized RecordingSink opening() {
        opens = true;
        return this;
    }

    @Override
    public synchronized boolean begin(Frame first) {
        if (opens) {
            received.writeBytes(first.bytes());
        }
        return opens;
    }

    synchronized void stopReading() {
        reads = false;
    }

    void readOn() {
        Subscriber toWake;
        synchronized (this) {
            reads = true;
            toWake = refused ? subscriber : null;
            refused = false;
        }
        if (toWake != null) {
            toWake.wake();
        }
    }

    /** The next write fails. */
    synchronized void leave() {
        leaves = true;
    }

    @Override
    public boolean isReady() {
        enter();
        try {
            synchronized (this) {
                boolean ready = reads && subscriber != null;
                refused |= !ready;
                return ready;
            }
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void write(byte[] block) throws IOException {
        enter();
        try {
            synchronized (this) {
                writes++;
                owesFlush = true;
                check(closes == 0, "written to after close");
                if (leaves) {
                    throw new IOException("connection reset");
                }
                received.writeBytes(block);
            }
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public synchronized void flush() {
        check(closes == 0, "flushed after close");
        owesFlush = false;
    }

    @Override
    public synchronized void close() {
        closes++;
    }

    private void enter() {
        if (inside.incrementAndGet() != 1) {
            misuse = "two threads at once";
        }
        LockSupport.parkNanos(1);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            misuse = otherwise;
        }
    }

    /** The stream so far, as it came. */
    synchronized String stream() {
        return received.toString(UTF_8);
    }

    /** The data of the messages so far, in order; gaps and ids alone appear as such. */
    List<String> received() {
        return Received.summarise(stream());
    }

    synchronized boolean isClosed() {
        return closes > 0;
    }

    synchronized boolean hasRefused() {
        return refused;
    }

    synchronized boolean isFlushed() {
        return !owesFlush;
    }

    synchronized int writes() {
        return writes;
    }

    synchronized String misuse() {
        return misuse;
    }
}
