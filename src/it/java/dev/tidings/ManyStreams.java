package dev.tidings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Clients by the thousand, which one thread reads for.
 *
 * <p><b>Threads:</b> one test's.
 */
final class ManyStreams implements AutoCloseable {

    private record Registration(SocketChannel channel, NumberedStream stream) {}

    private final Selector selector;
    private final Queue<Registration> registrations = new ConcurrentLinkedQueue<>();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<NumberedStream> streams = new ArrayList<>();

    ManyStreams() {
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread reader = new Thread(this::read, "reader of many");
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens so many streams; returns when all are asked for, and not answered yet. */
    static ManyStreams open(int count, URI uri) {
        var many = new ManyStreams();
        for (int i = 0; i < count; i++) {
            many.add(uri, "");
        }
        return many;
    }

    NumberedStream add(URI uri, String lastEventId) {
        String request = "GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: "
                + uri.getAuthority() + (lastEventId.isEmpty() ? "" : "\r\nLast-Event-ID: " + lastEventId) + "\r\n\r\n";
        var stream = new NumberedStream();
        try {
            var channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
            channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
            channel.configureBlocking(false);
            channels.add(channel);
            streams.add(stream);
            registrations.add(new Registration(channel, stream));
            selector.wakeup();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return stream;
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 17);
        try {
            while (true) {
                selector.select();
                for (var next = registrations.poll(); next != null; next = registrations.poll()) {
                    if (next.channel.isOpen()) {
                        next.channel.register(selector, SelectionKey.OP_READ, next.stream);
                    }
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    read(key, buffer.clear());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException | RuntimeException closed) {
            // By the test, which is done.
        }
    }

    private static void read(SelectionKey key, ByteBuffer buffer) {
        var stream = (NumberedStream) key.attachment();
        var channel = (SocketChannel) key.channel();
        try {
            if (channel.read(buffer) < 0) {
                stream.end();
                channel.close();
                return;
            }
            stream.read(buffer.flip());
        } catch (IOException | RuntimeException broken) {
            stream.end();
        }
        if (stream.hasEnded()) {
            key.cancel();
        }
    }

    Stream<NumberedStream> stream() {
        return streams.stream();
    }

    int size() {
        return streams.size();
    }

    long open() {
        return stream().filter(NumberedStream::isOpen).count();
    }

    /** Breaks all connections with a reset. */
    void reset() {
        for (SocketChannel channel : channels) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException endedAlready) {
                // Nothing to break.
            }
        }
        close();
    }

    /** Leaves politely. */
    @Override
    public void close() {
        try {
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
