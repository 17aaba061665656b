package dev.tidings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * One connection, over which requests go byte by byte, also such as no client library would send: each character of a
 * request is one byte. Not safe for threads.
 */
final class Connection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket = new Socket();
    private final URI uri;
    private final InputStream in;

    private Connection(URI uri, SocketAddress from) {
        this.uri = uri;
        try {
            socket.bind(from);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Opens a connection, for requests to this path. */
    static Connection to(URI uri) {
        return new Connection(uri, null);
    }

    /** Opens a connection from another address of this machine. */
    static Connection from(String address, URI uri) {
        return new Connection(uri, new InetSocketAddress(address, 0));
    }

    /** Asks once, over a connection of its own. */
    static Answer ask(URI uri, String method, String query, String... headers) {
        try (var connection = to(uri)) {
            return connection.send(method, query, "", headers);
        }
    }

    /** Posts UTF-8, over a connection of its own. */
    static Answer post(URI uri, String body, String... headers) {
        try (var connection = to(uri)) {
            return connection.send("POST", "", new String(body.getBytes(UTF_8), ISO_8859_1), headers);
        }
    }

    /**
     * Sends a request, and waits for the answer.
     *
     * @param query with its question mark, or empty
     * @param headers whole lines; a Host of theirs replaces ours
     */
    Answer send(String method, String query, String body, String... headers) {
        String all = String.join("\r\n", headers);
        String host = all.contains("Host:") ? "" : "Host: " + uri.getAuthority() + "\r\n";
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        String head = method + " " + uri.getRawPath() + query + " HTTP/1.1\r\n" + host + length
                + (all.isEmpty() ? "" : all + "\r\n") + "\r\n";
        return send(head + body, method.equals("HEAD"));
    }

    /** Sends a request of which the last byte comes only when something has been done, and waits for the answer. */
    Answer sendSlowly(String method, String body, Runnable meanwhile, String... headers) {
        String head = method + " " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nContent-Length: " + body.length() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        try {
            String all = head + body;
            socket.getOutputStream().write(all.substring(0, all.length() - 1).getBytes(ISO_8859_1));
            meanwhile.run();
            socket.getOutputStream().write(all.charAt(all.length() - 1));
            return read(false);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The head of the answer to a request, whatever follows it; the connection is good for nothing else then. */
    Answer begin(String method, String query, String... headers) {
        String all = String.join("\r\n", headers);
        String head =
                method + " " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n" + all;
        return send(head + "\r\n\r\n", true);
    }

    private Answer send(String request, boolean headOnly) {
        try {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return read(headOnly);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether the server has ended the connection, and has sent nothing more before. */
    boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Answer read(boolean headOnly) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended within the head: " + head);
            }
            head.append((char) next);
        }
        var bare = new Answer(head.toString(), "");
        return headOnly ? bare : new Answer(bare.head(), body(bare).toString(UTF_8));
    }

    private ByteArrayOutputStream body(Answer answer) throws IOException {
        var body = new ByteArrayOutputStream();
        if (answer.header("Transfer-Encoding").isPresent()) {
            int length;
            do {
                length = Integer.parseInt(line(), 16);
                body.write(in.readNBytes(length));
                line();
            } while (length > 0);
        } else if (answer.status() != 204) {
            body.write(in.readNBytes(
                    answer.header("Content-Length").map(Integer::parseInt).orElse(0)));
        }
        return body;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("ended within the body");
            }
            line.append((char) next);
        }
        return line.toString().trim();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /**
     * What came back.
     *
     * @param head the status line and the headers
     */
    record Answer(String head, String body) {

        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).trim())
                    .findFirst();
        }

        /** Type and charset, in small letters and without the space, in which servers differ and which means nothing. */
        String type() {
            return header("Content-Type")
                    .orElse("")
                    .toLowerCase(Locale.ROOT)
                    .replace(" ", "")
                    .replace("\"", "");
        }
    }
}
