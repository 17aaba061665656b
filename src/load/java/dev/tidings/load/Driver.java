package dev.tidings.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes what the harness orders, in the process of the hub, so that the same pace drives every hub. The harness sends an
 * {@link Order}, then again and again the number of the last event that all of its subscribers have; in the end it is answered
 * {@link Published}. One order at a time.
 */
final class Driver implements AutoCloseable {

    /** How a hub is told. */
    interface Door {

        void publish(String topic, String data) throws Exception;

        /** The driver is about to wait. */
        default void flush() throws IOException {}
    }

    private final ServerSocket socket;
    private final Door door;

    private Driver(int port, Door door) throws IOException {
        this.socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        this.door = door;
    }

    /** Opens one; 0 is any free port. */
    static Driver open(int port, Door door, ThreadFactory threads) {
        try {
            var driver = new Driver(port, door);
            Thread thread = threads.newThread(driver::serve);
            thread.setName("driver");
            thread.start();
            return driver;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket harness = socket.accept()) {
                harness.setTcpNoDelay(true);
                var in = new DataInputStream(new BufferedInputStream(harness.getInputStream()));
                var out = new DataOutputStream(harness.getOutputStream());
                out.writeUTF(carryOut(Order.parse(in.readUTF()), in));
            } catch (IOException gone) {
                // The harness, in the middle of a run; or this driver.
            }
        }
    }

    private String carryOut(Order order, DataInputStream in) {
        try {
            return new Pace(order, in, door).publish().line();
        } catch (Exception | Error failed) {
            // Errors too: this thread would end, and every later run would wait for it.
            return Published.failure(failed);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One order. */
    private static final class Pace {

        private final Order order;
        private final DataInputStream in;
        private final Door door;
        private final long start = System.nanoTime();
        private final String[] topics;
        private final String padding;
        private long slowest;

        Pace(Order order, DataInputStream in, Door door) {
            this.order = order;
            this.in = in;
            this.door = door;
            slowest = order.first() - 1;
            topics = new String[order.topics()];
            for (int i = 0; i < topics.length; i++) {
                topics[i] = Order.name(order.topic(), i);
            }
            padding = "x".repeat(order.payload());
        }

        Published publish() throws Exception {
            var calls = new Published.Calls();
            long end = (long) (order.seconds() * 1e9);
            for (long next = order.first(); ; next++) {
                long due = order.isSaturated() ? awaitSlowest(next) : awaitTime(next);
                if (due < 0 || due >= end) {
                    door.flush();
                    return calls.published();
                }
                String data = data(next, start + due);
                long before = System.nanoTime();
                door.publish(topics[order.topicOf(next)], data);
                calls.add(System.nanoTime() - before);
            }
        }

        private String data(long sequence, long scheduled) {
            String head = sequence + " " + scheduled + " ";
            return head + padding.substring(Math.min(head.length(), padding.length()));
        }

        private long awaitSlowest(long next) throws IOException {
            while (next > slowest + order.lag()) {
                door.flush();
                if (isTold()) {
                    return Order.STOP;
                }
            }
            return System.nanoTime() - start;
        }

        private long awaitTime(long next) throws IOException {
            long due = order.due(next);
            for (long left = due; (left = start + due - System.nanoTime()) > 0; ) {
                door.flush();
                if (in.available() >= Long.BYTES && isTold()) {
                    return Order.STOP;
                }
                LockSupport.parkNanos(Math.min(left, 20_000_000));
            }
            return due;
        }

        /** Whether it is told to stop. */
        private boolean isTold() throws IOException {
            try {
                do {
                    long told = in.readLong();
                    if (told == Order.STOP) {
                        return true;
                    }
                    // Two readers may tell in another order than they have counted.
                    slowest = Math.max(slowest, told);
                } while (in.available() >= Long.BYTES);
                return false;
            } catch (EOFException gone) {
                return true;
            }
        }
    }
}
