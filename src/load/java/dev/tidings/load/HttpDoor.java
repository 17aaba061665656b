package dev.tidings.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Locale;

/**
 * Publishes by HTTP over one connection, and does not wait for an answer before the next request (pipelining). Its driver is in
 * the harness. <b>Failure:</b> an answer that is not of success makes the next call fail, with what the hub has said.
 */
final class HttpDoor implements Driver.Door {

    private static final int BUFFER = 1 << 16;

    /** Servers close a connection on which nothing happens; no run pauses so long. */
    private static final long STALE = 1_000_000_000L;

    private final URI target;
    private final String type;
    private final String body;

    // The driver's.
    private Connection connection;
    private long used;

    /** @param template an address, a content type, and a body with {topic} and {data}; the address may have {topic}, too */
    HttpDoor(String template) {
        String[] part = template.split(" ", 3);
        if (part.length != 3) {
            throw new Options.WrongException("--publish is '<url> <content type> <body>', not " + template);
        }
        target = URI.create(part[0].replace("{topic}", "TOPIC"));
        type = part[1];
        body = part[2];
    }

    @Override
    public void publish(String topic, String data) throws IOException {
        long now = System.nanoTime();
        if (connection == null || now - used > STALE) {
            reconnect();
        }
        used = now;
        connection.check();
        connection.send(request(topic, data));
    }

    private byte[] request(String topic, String data) {
        boolean isForm = type.endsWith("urlencoded");
        String content = body.replace("{topic}", isForm ? URLEncoder.encode(topic, UTF_8) : topic)
                .replace("{data}", isForm ? data.replace(' ', '+') : data);
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        String path = (target.getRawPath() + query).replace("TOPIC", URLEncoder.encode(topic, UTF_8));
        return ("POST " + path + " HTTP/1.1\r\nHost: " + target.getAuthority() + "\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + content.length() + "\r\n\r\n" + content)
                .getBytes(ISO_8859_1);
    }

    private void reconnect() throws IOException {
        if (connection != null) {
            connection.socket.close();
        }
        connection = new Connection(target);
    }

    @Override
    public void flush() throws IOException {
        if (connection != null) {
            connection.out.flush();
        }
    }

    /** One connection, and the thread that reads the answers. */
    private static final class Connection {

        private final Socket socket;
        private final OutputStream out;
        private volatile IOException failure;

        Connection(URI target) throws IOException {
            socket = new Socket(target.getHost(), target.getPort());
            socket.setTcpNoDelay(true);
            out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            Thread reader = new Thread(this::read, "reader of answers");
            reader.setDaemon(true);
            reader.start();
        }

        void send(byte[] request) throws IOException {
            out.write(request);
        }

        void check() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }

        private void read() {
            try {
                var in = new BufferedInputStream(socket.getInputStream(), BUFFER);
                while (true) {
                    readAnswer(in);
                }
            } catch (IOException closed) {
                failure = closed;
            }
        }

        private static void readAnswer(InputStream in) throws IOException {
            String status = line(in);
            int length = 0;
            boolean isChunked = false;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).trim());
                }
                isChunked |= lower.equals("transfer-encoding: chunked");
            }
            String answer = isChunked ? chunks(in) : new String(in.readNBytes(length), UTF_8);
            if (!status.startsWith("HTTP/1.1 2")) {
                throw new IOException(status + " " + answer);
            }
        }

        private static String chunks(InputStream in) throws IOException {
            var all = new StringBuilder();
            int length;
            do {
                length = Integer.parseInt(line(in), 16);
                all.append(new String(in.readNBytes(length), UTF_8));
                line(in);
            } while (length > 0);
            return all.toString();
        }

        private static String line(InputStream in) throws IOException {
            var line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the hub has closed the connection on which is published");
                }
                line.append((char) next);
            }
            return line.toString().trim();
        }
    }
}
