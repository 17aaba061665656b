package dev.tidings.subscribe;

import dev.tidings.broadcast.Sink;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.event.Frame;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A sink over a response's non-blocking output (Jakarta Servlet, section 5.7).
 *
 * <pre>
 *   made --start--&gt; waiting --first onWritePossible--&gt; writing --close--&gt; over, completed by us
 *                                                        |
 *                                                        +--failed write, or the container's word--&gt; over, not touched again
 * </pre>
 *
 * <p><b>Threads:</b> the sweeper writes; the container calls back on any thread, also from within a call of ours. Both hold
 * {@link #io} while they touch the response, so when a callback has returned nobody is inside the response any more: what
 * Tomcat does next is to give it to another client. Until {@link #start} is done the response is the request's own
 * thread's; whoever closes the sink earlier leaves the completing to that one.
 *
 * <p><b>Failure:</b> after a write that failed nothing is touched again. Completing such a response from a thread of ours
 * ended streams of other clients on Tomcat; without it no server leaks a connection.
 */
final class StreamSink implements Sink {

    // Set once.
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Executor closer;
    private final Callbacks callbacks = new Callbacks(this);
    private final ReentrantLock io = new ReentrantLock();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Subscriber subscriber;

    // The request's own thread's.
    private byte[] beginning = {};

    // The container's word that the write listener is in place.
    private volatile boolean writing;

    // Guarded by "io".
    private boolean started;
    private boolean over;

    /** @param closer completes responses, which may block for a while on some servers */
    StreamSink(AsyncContext context, ServletOutputStream out, Executor closer) {
        this.context = context;
        this.out = out;
        this.closer = closer;
    }

    /** Begins to write, for this subscriber. The last thing that the request's own thread does with the response. */
    void start(Subscriber mine) {
        subscriber = mine;
        context.addListener(callbacks);
        out.setWriteListener(callbacks);
        boolean closedBefore;
        io.lock();
        try {
            started = true;
            closedBefore = closing.get();
        } finally {
            io.unlock();
        }
        if (closedBefore) {
            complete();
        }
    }

    @Override
    public boolean begin(Frame first) {
        beginning = first.bytes();
        return true;
    }

    /** What the stream begins with, for the request's own thread to write. */
    byte[] beginning() {
        return beginning;
    }

    @Override
    public boolean isReady() throws IOException {
        return writing && touch(out::isReady);
    }

    @Override
    public void write(byte[] block) throws IOException {
        touch(() -> {
            out.write(block);
            return true;
        });
    }

    @Override
    public void flush() throws IOException {
        touch(() -> {
            out.flush();
            return true;
        });
    }

    private boolean touch(Touch touch) throws IOException {
        io.lock();
        try {
            if (over) {
                throw new IOException("the stream is over");
            }
            return touch.touch();
        } catch (IOException failed) {
            leave();
            throw failed;
        } catch (RuntimeException | Error recycled) {
            // How containers say that the response is not ours any more: IllegalState, NullPointer, each its own.
            leave();
            throw new IOException("the response is gone", recycled);
        } finally {
            io.unlock();
        }
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                closer.execute(this::complete);
            } catch (RejectedExecutionException hubIsClosing) {
                complete();
            }
        }
    }

    private void complete() {
        io.lock();
        try {
            if (started && !over) {
                over = true;
                context.complete();
            }
        } catch (RuntimeException completedAlready) {
            // By the container; the response is not ours any more.
        } finally {
            // After the call, so that a callback meanwhile waits for its end.
            if (over) {
                leave();
            }
            io.unlock();
        }
    }

    private void leave() {
        over = true;
        callbacks.sink = null;
    }

    private void gone() {
        io.lock();
        try {
            leave();
        } finally {
            io.unlock();
        }
        subscriber.gone();
    }

    private void ready() {
        writing = true;
        subscriber.wake();
    }

    /**
     * What the container holds, and goes on to hold when all is over: Payara in requests that it keeps to use them again,
     * WildFly in the frames of idle threads. So it lets go of the stream.
     */
    private static final class Callbacks implements WriteListener, AsyncListener {

        private volatile StreamSink sink;

        Callbacks(StreamSink sink) {
            this.sink = sink;
        }

        private void gone() {
            StreamSink mine = sink;
            if (mine != null) {
                mine.gone();
            }
        }

        @Override
        public void onWritePossible() {
            StreamSink mine = sink;
            if (mine != null) {
                mine.ready();
            }
        }

        @Override
        public void onError(Throwable failure) {
            gone();
        }

        @Override
        public void onError(AsyncEvent event) {
            gone();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            gone();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            gone();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // A stream does not start again.
        }
    }

    /** Something that is done with the response. */
    private interface Touch {
        boolean touch() throws IOException;
    }
}
