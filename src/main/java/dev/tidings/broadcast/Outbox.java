package dev.tidings.broadcast;

import dev.tidings.event.Frame;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * What one client is told and nobody else, in the order in which it was said, until its sink has taken it.
 *
 * <p><b>Threads:</b> {@link #add} and {@link #finish} any; the rest one sweeper.
 *
 * <p><b>Memory:</b> so many bytes, and the frame that went over it.
 */
final class Outbox {

    private record Said(Frame frame, CompletableFuture<Void> sent) {}

    // Set once.
    private final long bytesAtMost;

    // Guarded by "this".
    private final Queue<Said> waiting = new ArrayDeque<>(2);
    private long bytes;
    private boolean finished;
    private Ending closed; // null while it is open

    // Set under "this", and then for good. Asked first, without a lock, for each client with every event: most clients
    // are never told anything alone.
    private volatile boolean used;

    // The sweeper's only: how many of those waiting the next write carries.
    private int inNext;

    Outbox(long bytesAtMost) {
        this.bytesAtMost = bytesAtMost;
    }

    /**
     * Adds a frame.
     *
     * @param sent completed by the sweeper when the sink has taken the frame, or fails when it never will
     * @return false if there is no room for it; nothing was changed then
     */
    synchronized boolean add(Frame frame, CompletableFuture<Void> sent) {
        if (closed != null || finished) {
            sent.completeExceptionally(new StreamOverException(closed == null ? Ending.CLOSED : closed));
            return true;
        }
        if (bytes >= bytesAtMost) {
            return false;
        }
        used = true;
        waiting.add(new Said(frame, sent));
        bytes += frame.length();
        return true;
    }

    /** Takes no more; what waits is still sent. */
    synchronized void finish() {
        used = true;
        finished = true;
    }

    /** Whether all was said, and is sent. */
    boolean isDone() {
        return used && isFinishedAndEmpty();
    }

    private synchronized boolean isFinishedAndEmpty() {
        return finished && waiting.isEmpty();
    }

    /** What goes out next, in one write; null if nothing waits. The same again until it was {@link #took}. */
    byte[] next() {
        return used ? join() : null;
    }

    private synchronized byte[] join() {
        inNext = 0;
        int length = 0;
        for (Said each : waiting) {
            if (inNext > 0 && length + each.frame.length() > Block.BYTES) {
                break;
            }
            length += each.frame.length();
            inNext++;
        }
        if (inNext <= 1) {
            return inNext == 0 ? null : waiting.element().frame.bytes();
        }
        byte[] all = new byte[length];
        int at = 0;
        int left = inNext;
        for (Said each : waiting) {
            if (left-- == 0) {
                break;
            }
            System.arraycopy(each.frame.bytes(), 0, all, at, each.frame.length());
            at += each.frame.length();
        }
        return all;
    }

    /** Notes that the sink took what was {@link #next}; returns how many events that were. */
    int took() {
        for (int i = 0; i < inNext; i++) {
            remove().sent.complete(null);
        }
        return inNext;
    }

    private synchronized Said remove() {
        Said first = waiting.remove();
        bytes -= first.frame.length();
        return first;
    }

    /** The stream is over: what waits is not sent, and says so. */
    void close(Ending reason) {
        synchronized (this) {
            closed = reason;
        }
        while (!isEmpty()) {
            remove().sent.completeExceptionally(new StreamOverException(reason));
        }
    }

    private synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
