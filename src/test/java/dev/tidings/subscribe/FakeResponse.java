package dev.tidings.subscribe;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A response as a container keeps it: counts how often it is completed, and can hold a write back or fail it. */
final class FakeResponse extends ServletOutputStream {

    private volatile AsyncListener listener;
    private final AtomicInteger completions = new AtomicInteger();
    private volatile boolean broken;
    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);
    private volatile boolean inside;
    private final AtomicInteger touches = new AtomicInteger();

    AsyncContext context() {
        return (AsyncContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "addListener" -> listener = (AsyncListener) arguments[0];
                        case "complete" -> completions.incrementAndGet();
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }

    @Override
    public void setWriteListener(WriteListener writer) {
        try {
            writer.onWritePossible();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void write(int b) {
        throw new UnsupportedOperationException("one byte");
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        touches.incrementAndGet();
        inside = true;
        try {
            mayGoOn.await();
        } catch (InterruptedException hurry) {
            throw new IOException(hurry);
        } finally {
            inside = false;
        }
        if (broken) {
            throw new IOException("connection reset");
        }
    }

    @Override
    public void flush() {
        touches.incrementAndGet();
    }

    /** The next write stays inside until the latch is down, and then fails. */
    void failWhen(CountDownLatch latch) {
        mayGoOn = latch;
        broken = true;
    }

    AsyncListener listener() {
        return listener;
    }

    boolean isInside() {
        return inside;
    }

    int completions() {
        return completions.get();
    }

    int touches() {
        return touches.get();
    }
}
