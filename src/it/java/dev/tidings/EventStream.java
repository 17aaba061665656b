package dev.tidings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A stream as it comes over the wire: a socket of our own, so that a test sees every byte, can stop reading, and can break
 * the connection in the way that it wants. A thread reads until the stream ends. Safe for any threads.
 */
final class EventStream implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;
    private final String head;

    // Guarded by "body".
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean ended;
    private boolean endedCleanly;

    private EventStream(URI uri, Map<String, String> headers, int receiveBuffer, boolean reads) {
        this(uri, headers, receiveBuffer, reads, null);
    }

    private EventStream(URI uri, Map<String, String> headers, int receiveBuffer, boolean reads, SocketAddress from) {
        this(uri, "GET", "", headers, receiveBuffer, reads, from);
    }

    private EventStream(
            URI uri,
            String method,
            String sent,
            Map<String, String> headers,
            int receiveBuffer,
            boolean reads,
            SocketAddress from) {
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(from);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            StringBuilder request = new StringBuilder(method + " " + uri.getRawPath()
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()) + " HTTP/1.1\r\n");
            request.append("Host: ").append(uri.getAuthority()).append("\r\nAccept: text/event-stream\r\n");
            headers.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream()
                    .write(request.append("\r\n").append(sent).toString().getBytes(ISO_8859_1));
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            head = readHead(in);
            if (reads) {
                readOn();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static EventStream open(URI uri) {
        return open(uri, Map.of());
    }

    /** Opens a stream, and returns when its head is there. */
    static EventStream open(URI uri, Map<String, String> headers) {
        return new EventStream(uri, headers, 0, true);
    }

    /** Opens a stream from another address of this machine. */
    static EventStream openFrom(String address, URI uri, Map<String, String> headers) {
        return new EventStream(uri, headers, 0, true, new InetSocketAddress(address, 0));
    }

    /** Opens a stream by QUERY, with a form. */
    static EventStream query(URI uri, String form) {
        var headers = Map.of("Content-Type", Http.FORM, "Content-Length", Integer.toString(form.length()));
        return new EventStream(uri, "QUERY", form, headers, 0, true, null);
    }

    /** Opens a stream, takes its head, and then never reads again; what the kernel takes for it is kept small. */
    static EventStream openAndNeverRead(URI uri) {
        return new EventStream(uri, Map.of(), 4096, false);
    }

    /** As {@link #openAndNeverRead}, from another address of this machine. */
    static EventStream openAndNeverReadFrom(String address, URI uri) {
        return new EventStream(uri, Map.of(), 4096, false, new InetSocketAddress(address, 0));
    }

    /** Begins to read after all. */
    EventStream readOn() {
        Thread reader = new Thread(this::read, "reader of " + socket);
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended within the head: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void read() {
        boolean clean = false;
        try {
            boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
            clean = chunked ? readChunks(in) : readAll(in);
        } catch (IOException cut) {
            // Seen in endedCleanly.
        }
        synchronized (body) {
            ended = true;
            endedCleanly = clean;
        }
    }

    private boolean readChunks(InputStream in) throws IOException {
        while (true) {
            String size = readLine(in);
            if (size == null) {
                return false;
            }
            int length = Integer.parseInt(size.trim(), 16);
            byte[] chunk = in.readNBytes(length);
            append(chunk, chunk.length);
            readLine(in);
            if (length == 0) {
                return true;
            }
        }
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private boolean readAll(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            append(buffer, length);
        }
        return true;
    }

    private void append(byte[] bytes, int length) {
        synchronized (body) {
            body.write(bytes, 0, length);
        }
    }

    /** The status line and the headers. */
    String head() {
        return head;
    }

    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** All bytes of the body so far, without the chunks around them. */
    String body() {
        synchronized (body) {
            return body.toString(UTF_8);
        }
    }

    int length() {
        synchronized (body) {
            return body.size();
        }
    }

    /** Whether the server has ended the stream, in whichever way. */
    boolean hasEnded() {
        synchronized (body) {
            return ended;
        }
    }

    /** Whether the stream ended with its last chunk, and was not just cut off. */
    boolean hasEndedCleanly() {
        synchronized (body) {
            return ended && endedCleanly;
        }
    }

    /** The blocks that a client dispatches, as they came: those with data, without the lines before them. */
    List<String> events() {
        List<String> events = new ArrayList<>();
        for (String block : body().split("\n\n", -1)) {
            if (block.contains("data: ")) {
                events.add(block);
            }
        }
        // The last one is not there before its blank line is.
        if (!events.isEmpty() && !body().endsWith("\n\n") && body().endsWith(events.get(events.size() - 1))) {
            events.remove(events.size() - 1);
        }
        return events;
    }

    /** The data of each event, its lines joined by line feeds. */
    List<String> data() {
        return events().stream()
                .map(event -> String.join("\n", lines(event, "data: ").toList()))
                .toList();
    }

    /** The last id that a client has taken from the stream, also from a block without data; empty if there is none. */
    String lastEventId() {
        String now = body();
        String complete = now.substring(0, now.lastIndexOf("\n\n") + 1);
        return lines(complete, "id: ").reduce("", (before, id) -> id);
    }

    private static Stream<String> lines(String text, String field) {
        return text.lines().filter(line -> line.startsWith(field)).map(line -> line.substring(field.length()));
    }

    /** Waits until these, and no others, have come. */
    EventStream awaitData(String... data) {
        await().until(this::data, List.of(data)::equals);
        return this;
    }

    /** Waits until the stream stands: it has said its position, or something else. One that was turned away never does. */
    EventStream awaitOpen() {
        await().until(() -> !lastEventId().isEmpty() || hasEnded());
        assertThat(lastEventId()).as("the id in %s%s", head, body()).isNotEmpty();
        return this;
    }

    /** Breaks the connection with a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
