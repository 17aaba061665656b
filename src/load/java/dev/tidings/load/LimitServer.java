package dev.tidings.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What sockets and this JVM allow: one thread that sends every event to every client, and does nothing else that a hub does: no
 * topics, no history, no chunks, and whoever is too slow is cut off. Either everything that is outstanding goes out in one
 * write, or each event in a write of its own.
 */
public final class LimitServer {

    private static final int RING = 1 << 14;

    private static final byte[] HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Cache-Control: no-store\r
            Connection: close\r
            \r
            :
            """.getBytes(ISO_8859_1);

    private static final class Client {
        private final SocketChannel channel;
        private final SelectionKey key;
        private boolean listens;
        private long next; // event
        private ByteBuffer rest; // of a write that was not taken whole

        Client(SocketChannel channel, Selector selector) throws IOException {
            this.channel = channel;
            this.key = channel.register(selector, SelectionKey.OP_READ, this);
        }
    }

    private final Selector selector = Selector.open();
    private final boolean coalesces;
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer request = ByteBuffer.allocate(1 << 13);

    // Written by the publisher before the head is.
    private final byte[][] ring = new byte[RING][];
    private volatile long head;

    // The events of these numbers, for all who stand there.
    private ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
    private long blockFrom = -1;
    private long blockTo = -1;

    private LimitServer(int port, boolean coalesces) throws IOException {
        this.coalesces = coalesces;
        var server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Arguments: its port, its driver's port, and coalesce or each. Ends when its standard input does. */
    public static void main(String... arguments) throws IOException {
        var server = new LimitServer(Integer.parseInt(arguments[0]), arguments[2].equals("coalesce"));
        Driver driver = Driver.open(Integer.parseInt(arguments[1]), server::publish, Thread::new);
        Thread loop = new Thread(server::run, "server");
        loop.setDaemon(true);
        loop.start();
        while (System.in.read() >= 0) {
            // Whoever has started us is still there.
        }
        driver.close();
        System.exit(0);
    }

    private void publish(String topic, String data) {
        long number = head;
        ring[(int) (number % RING)] = ("id: #limit-" + number + "\ndata: " + data + "\n\n").getBytes(ISO_8859_1);
        head = number + 1;
        selector.wakeup();
    }

    private void run() {
        try {
            while (true) {
                selector.select(this::handle);
                if (coalesces) {
                    sendAll();
                } else {
                    sendEach(head);
                }
                clients.removeIf(client -> !client.key.isValid());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void sendEach(long now) {
        long from = clients.stream()
                .filter(client -> client.listens && client.rest == null)
                .mapToLong(client -> client.next)
                .min()
                .orElse(now);
        for (long to = from + 1; to <= now; to++) {
            send(to);
        }
    }

    // Whoever's turn comes later gets what has come since with the rest.
    private void sendAll() {
        for (Client client : clients) {
            sendIfReady(client, head);
        }
    }

    private void send(long to) {
        for (Client client : clients) {
            sendIfReady(client, to);
        }
    }

    private void sendIfReady(Client client, long to) {
        if (client.listens && client.rest == null && client.next < to && client.key.isValid()) {
            send(client, to);
        }
    }

    private void send(Client client, long to) {
        try {
            // One who was held up has more than one event outstanding.
            long until = coalesces ? to : client.next + 1;
            if (to - client.next >= RING) {
                close(client);
                return;
            }
            write(client, block(client.next, until));
            client.next = until;
        } catch (IOException gone) {
            close(client);
        }
    }

    private ByteBuffer block(long from, long to) {
        if (from != blockFrom || to != blockTo) {
            block.clear();
            for (long each = from; each < to; each++) {
                byte[] event = ring[(int) (each % RING)];
                if (block.remaining() < event.length) {
                    block = ByteBuffer.allocateDirect(block.capacity() * 2).put(block.flip());
                }
                block.put(event);
            }
            block.flip();
            blockFrom = from;
            blockTo = to;
        }
        return block.rewind();
    }

    private static void write(Client client, ByteBuffer bytes) throws IOException {
        client.channel.write(bytes);
        if (bytes.hasRemaining()) {
            client.rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            client.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
                channel.configureBlocking(false);
                clients.add(new Client(channel, selector));
                return;
            }
            var client = (Client) key.attachment();
            if (key.isWritable()) {
                writeRest(client);
            }
            if (key.isReadable()) {
                read(client);
            }
        } catch (IOException gone) {
            close((Client) key.attachment());
        }
    }

    private static void writeRest(Client client) throws IOException {
        client.channel.write(client.rest);
        if (!client.rest.hasRemaining()) {
            client.rest = null;
            client.key.interestOps(SelectionKey.OP_READ);
        }
    }

    // A request is a small packet of its own; whatever it asks for, the answer is the stream.
    private void read(Client client) throws IOException {
        if (client.channel.read(request.clear()) < 0) {
            close(client);
        } else if (!client.listens) {
            client.listens = true;
            client.next = head;
            client.channel.write(ByteBuffer.wrap(HEAD));
        }
    }

    private static void close(Client client) {
        client.key.cancel();
        try {
            client.channel.close();
        } catch (IOException closedAlready) {
            // As it should be.
        }
    }
}
