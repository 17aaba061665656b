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

    private record Client(SocketChannel channel, String request, NumberedStream stream) {

        void ask() throws IOException {
            channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
        }
    }

    private final Selector selector;
    private final Queue<Client> newcomers = new ConcurrentLinkedQueue<>();
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

    /** Lets so many knock before the first is let in; each asks as soon as it is connected. */
    static ManyStreams openAtOnce(int count, URI uri) {
        var many = new ManyStreams();
        for (int i = 0; i < count; i++) {
            many.add(uri, "", false);
        }
        many.selector.wakeup();
        return many;
    }

    NumberedStream add(URI uri, String lastEventId) {
        NumberedStream stream = add(uri, lastEventId, true);
        selector.wakeup();
        return stream;
    }

    private NumberedStream add(URI uri, String lastEventId, boolean waits) {
        String request = "GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: "
                + uri.getAuthority() + (lastEventId.isEmpty() ? "" : "\r\nLast-Event-ID: " + lastEventId) + "\r\n\r\n";
        try {
            var client = new Client(SocketChannel.open(), request, new NumberedStream());
            client.channel.configureBlocking(waits);
            client.channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            if (waits) {
                client.ask();
                client.channel.configureBlocking(false);
            }
            channels.add(client.channel);
            streams.add(client.stream);
            newcomers.add(client);
            return client.stream;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 17);
        try {
            while (true) {
                selector.select();
                for (var next = newcomers.poll(); next != null; next = newcomers.poll()) {
                    if (next.channel.isOpen()) {
                        boolean pending = next.channel.isConnectionPending();
                        next.channel.register(selector, pending ? SelectionKey.OP_CONNECT : SelectionKey.OP_READ, next);
                    }
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    goOn(key, buffer.clear());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException | RuntimeException closed) {
            // By the test, which is done.
        }
    }

    private static void goOn(SelectionKey key, ByteBuffer buffer) {
        var client = (Client) key.attachment();
        try {
            if (key.isConnectable()) {
                client.channel.finishConnect();
                client.ask();
                key.interestOps(SelectionKey.OP_READ);
            } else if (client.channel.read(buffer) < 0) {
                client.stream.end();
                client.channel.close();
            } else {
                client.stream.read(buffer.flip());
            }
        } catch (IOException | RuntimeException broken) {
            client.stream.end();
        }
        if (client.stream.hasEnded()) {
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
