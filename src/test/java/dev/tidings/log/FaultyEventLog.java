package dev.tidings.log;

import dev.tidings.event.Entry;
import dev.tidings.event.EventId;
import dev.tidings.event.Update;
import dev.tidings.log.AppendException.Outcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A log that works until it is told to fail, in one of the ways that logs do. Safe for any threads. */
public final class FaultyEventLog implements EventLog {

    private final EventLog log;
    private volatile Outcome failure;
    private volatile CountDownLatch appends = new CountDownLatch(0);
    private volatile CountDownLatch reads = new CountDownLatch(0);
    private volatile RuntimeException readFailure;
    private final AtomicInteger pages = new AtomicInteger();

    public FaultyEventLog(EventLog log) {
        this.log = log;
    }

    /** From now on every append is refused, and certainly not written. */
    public void refuseAppends() {
        failure = Outcome.REJECTED;
    }

    /** From now on every append is written, and the answer lost. */
    public void loseAnswers() {
        failure = Outcome.UNKNOWN;
    }

    /** From now on appends complete only after {@link #goOn}. */
    public void holdAppends() {
        appends = new CountDownLatch(1);
    }

    /** From now on readers wait until {@link #goOn}. */
    public void holdReads() {
        reads = new CountDownLatch(1);
    }

    /** From now on reading fails. */
    public void failReads() {
        readFailure = new IllegalStateException("the log cannot be read");
    }

    /** From now on all is well, also for those who waited. */
    public void goOn() {
        failure = null;
        readFailure = null;
        appends.countDown();
        reads.countDown();
    }

    /** How many times it was read. */
    public int pages() {
        return pages.get();
    }

    @Override
    public CompletionStage<EventId> append(Update update) {
        Outcome outcome = failure;
        if (outcome == Outcome.REJECTED) {
            return CompletableFuture.failedFuture(new AppendException(outcome, "the log refuses"));
        }
        CompletionStage<EventId> written = log.append(update);
        if (outcome == Outcome.UNKNOWN) {
            return CompletableFuture.failedFuture(new AppendException(outcome, "the answer was lost"));
        }
        CountDownLatch held = appends;
        return held.getCount() == 0
                ? written
                : CompletableFuture.runAsync(() -> await(held)).thenCompose(unused -> written);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", hurry);
        }
    }

    @Override
    public List<Entry> read(long after, int limit) throws PositionLostException {
        pages.incrementAndGet();
        beforeReading();
        return log.read(after, limit);
    }

    private void beforeReading() {
        await(reads);
        if (readFailure != null) {
            throw readFailure;
        }
    }

    @Override
    public Tail tail(long after, Consumer<Entry> follower) throws PositionLostException {
        return log.tail(after, follower);
    }

    @Override
    public OptionalLong find(String publisherId) {
        beforeReading();
        return log.find(publisherId);
    }

    @Override
    public Bounds bounds() {
        return log.bounds();
    }

    @Override
    public void close() {
        log.close();
    }
}
