package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/**
 * Stands between a client that we did not write and the hub, at a port of localhost: passes bytes on, remembers them, and
 * cuts connections when a test wants it. Safe for any threads.
 */
final class Relay implements AutoCloseable {

    private final ServerSocket listener;
    private final int hubPort;

    // Guarded by "this".
    private final Set<Socket> open = new HashSet<>();
    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
    private boolean refuses;

    private Relay(int hubPort) throws IOException {
        this.hubPort = hubPort;
        listener = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        run("relay", this::accept);
    }

    static Relay to(URI hub) {
        try {
            return new Relay(hub.getPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same address, by way of this relay. */
    URI via(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create("http://localhost:" + listener.getLocalPort() + uri.getRawPath() + query);
    }

    private static void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (!serve(client)) {
                    end(client, true);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private boolean serve(Socket client) {
        try {
            Socket hub = new Socket("localhost", hubPort);
            synchronized (this) {
                if (refuses) {
                    hub.close();
                    return false;
                }
                open.add(client);
                open.add(hub);
            }
            run("relay to the hub", () -> pump(client, hub, asked));
            run("relay to the client", () -> pump(hub, client, answered));
            return true;
        } catch (IOException hubIsNotThere) {
            return false;
        }
    }

    private void pump(Socket from, Socket to, ByteArrayOutputStream memory) {
        byte[] buffer = new byte[1 << 14];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                // Browsers come back by a connection that they have kept, too.
                if (memory == asked && isRefusing()) {
                    break;
                }
                out.write(buffer, 0, length);
                // Only then: what is remembered has been passed on, and arrives even if the connection is closed next.
                synchronized (this) {
                    memory.write(buffer, 0, length);
                }
            }
        } catch (IOException cut) {
            // Both ends are closed below.
        }
        end(from, false);
        end(to, false);
    }

    private void end(Socket socket, boolean reset) {
        synchronized (this) {
            open.remove(socket);
        }
        try {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException closedAlready) {
            // As it should be.
        }
    }

    /** Breaks all connections, as a network does. */
    void reset() {
        cut(true);
    }

    /** Closes all connections, as a proxy does that is told to. */
    void finish() {
        cut(false);
    }

    private void cut(boolean reset) {
        Set<Socket> all;
        synchronized (this) {
            all = Set.copyOf(open);
        }
        all.forEach(socket -> end(socket, reset));
    }

    /** From now on no request gets through; who has been answered is answered to the end. */
    synchronized void refuse() {
        refuses = true;
    }

    private synchronized boolean isRefusing() {
        return refuses;
    }

    synchronized void goOn() {
        refuses = false;
    }

    /** Waits until a client has been told its place in the stream. */
    void awaitTold() {
        await().until(() -> answered().contains("\nid: "));
    }

    /** How many clients are connected. */
    synchronized int clients() {
        return open.size() / 2;
    }

    /** All that clients have sent. */
    synchronized String asked() {
        return asked.toString(UTF_8);
    }

    /** All that the hub has sent. */
    synchronized String answered() {
        return answered.toString(UTF_8);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        reset();
    }
}
