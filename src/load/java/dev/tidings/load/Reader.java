package dev.tidings.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** A thread that reads for many subscribers. What others want to know they {@link #ask}. */
final class Reader implements AutoCloseable {

    private final Selector selector;
    private final Thread thread = new Thread(this::run, "reader");
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private final byte[] buffer = new byte[1 << 18];

    // The thread's own.
    private final List<Subscriber> subscribers = new ArrayList<>();
    private Tally tally;
    private LongConsumer feedback = slowest -> {};
    private long told;

    // What ended the thread, if it was not meant to end.
    private volatile RuntimeException failure;

    Reader() {
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        thread.setDaemon(true);
        thread.start();
    }

    void add(Subscriber subscriber) {
        tell(() -> {
            try {
                subscriber.channel().register(selector, SelectionKey.OP_READ, subscriber);
                subscribers.add(subscriber);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    /** Has something done on its thread, between two reads. */
    private void tell(Runnable what) {
        questions.add(what);
        selector.wakeup();
    }

    /** Asks on its thread; returns the answer. */
    <T> T ask(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        tell(() -> answer.complete(question.get()));
        while (!answer.isDone()) {
            if (failure != null) {
                throw new IllegalStateException("reading failed: " + failure.getMessage(), failure);
            }
            try {
                answer.get(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException notYet) {
                // Unless it has failed.
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
        return answer.join();
    }

    /** Its subscribers; to be used within a question. */
    List<Subscriber> subscribers() {
        return subscribers;
    }

    /** What it counts; to be used within a question. */
    Tally tally() {
        return tally;
    }

    /** Counts into this from now on, and tells who is slowest; to be used within a question. */
    void count(Tally into, LongConsumer slowest) {
        tally = into;
        feedback = slowest;
        told = into.slowest();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read);
                for (Runnable next = questions.poll(); next != null; next = questions.poll()) {
                    next.run();
                }
            }
        } catch (IOException | RuntimeException failed) {
            failure = new IllegalStateException(failed);
        }
    }

    private void read(SelectionKey key) {
        var subscriber = (Subscriber) key.attachment();
        if (!subscriber.read(buffer)) {
            key.cancel();
            if (tally != null && subscriber.sequence() != null) {
                tally.without(subscriber.sequence());
            }
        }
        // At once, and not after all that are ready, so that the next events are made while the others are read.
        if (tally != null && tally.slowest() > told) {
            told = tally.slowest();
            feedback.accept(told);
        }
    }

    long threadId() {
        return thread.getId();
    }

    @Override
    public void close() {
        tell(() -> {
            subscribers.forEach(Subscriber::close);
            try {
                selector.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
