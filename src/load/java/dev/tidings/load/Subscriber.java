package dev.tidings.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client that has asked for a stream. <b>Threads:</b> its reader's, once it has one. */
final class Subscriber implements EventReader.Listener {

    /** Fewer than there are ephemeral ports. */
    private static final int PORTS_OF_ONE_ADDRESS = 25_000;

    /** What a client takes that is not read. */
    private static final int SMALL = 4096;

    private final SocketChannel channel;
    private final EventReader events;
    private final Response response;
    private final int number;

    // Where it counts, and since when; null before.
    private Tally tally;
    private Sequence sequence;
    private boolean heard;
    private boolean gone;

    private Subscriber(SocketChannel channel, int number, int payload) {
        this.channel = channel;
        this.number = number;
        this.events = new EventReader(payload, this);
        this.response = new Response(events);
    }

    /** Connects, and asks. */
    static Subscriber ask(int number, URI stream, String lastEventId, int payload) throws IOException {
        SocketChannel channel = connect(number, stream, false);
        ask(channel, stream, lastEventId);
        channel.configureBlocking(false);
        return new Subscriber(channel, number, payload);
    }

    /** Connects, and asks, for one who will not read much. */
    static SocketChannel askWithoutReading(int number, URI stream) throws IOException {
        SocketChannel channel = connect(number, stream, true);
        ask(channel, stream, "");
        channel.configureBlocking(false);
        return channel;
    }

    // From further addresses of the loopback net, when the ports of one do not suffice.
    private static SocketChannel connect(int number, URI stream, boolean isSmall) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            if (isSmall) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
            }
            int further = number / PORTS_OF_ONE_ADDRESS;
            if (further > 0) {
                channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.0." + (1 + further)), 0));
            }
            channel.connect(new InetSocketAddress(stream.getHost(), stream.getPort()));
            return channel;
        } catch (IOException failed) {
            channel.close();
            throw new IOException("client " + number + " could not connect to " + stream, failed);
        }
    }

    private static void ask(SocketChannel channel, URI stream, String lastEventId) throws IOException {
        String query = stream.getRawQuery() == null ? "" : "?" + stream.getRawQuery();
        String token = stream.getRawUserInfo();
        String request = "GET " + stream.getRawPath() + query + " HTTP/1.1\r\nHost: " + stream.getHost() + ":"
                + stream.getPort() + "\r\nAccept: text/event-stream"
                + (token == null ? "" : "\r\nAuthorization: Bearer " + token)
                + (lastEventId.isEmpty() ? "" : "\r\nLast-Event-ID: " + lastEventId) + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
    }

    /** From now on it counts. */
    void begin(Tally where, Sequence due) {
        tally = where;
        sequence = due;
    }

    /** Reads what is there, and no more than the buffer holds; whether it goes on. */
    boolean read(byte[] buffer) {
        try {
            int bytes = channel.read(ByteBuffer.wrap(buffer));
            if (bytes > 0) {
                if (tally != null) {
                    tally.at(System.nanoTime());
                }
                response.read(buffer, 0, bytes);
            }
            if (bytes < 0 || response.hasEnded()) {
                leave();
            }
        } catch (IOException broken) {
            leave();
        }
        return !gone;
    }

    @Override
    public void event(long number, long scheduled) {
        heard = true;
        if (tally != null) {
            tally.add(number, scheduled, sequence);
        }
    }

    private void leave() {
        gone = true;
        close();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException closedAlready) {
            // As it should be.
        }
    }

    SocketChannel channel() {
        return channel;
    }

    EventReader events() {
        return events;
    }

    Response response() {
        return response;
    }

    Sequence sequence() {
        return sequence;
    }

    int number() {
        return number;
    }

    /** Whether the head of the answer has come. */
    boolean isAnswered() {
        return !response.status().isEmpty();
    }

    /** Whether it has got anything at all. */
    boolean hasHeard() {
        return heard;
    }

    /** Whether the hub has ended its stream. */
    boolean isGone() {
        return gone;
    }
}
