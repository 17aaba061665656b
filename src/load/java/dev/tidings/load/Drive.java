package dev.tidings.load;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** The harness's end of the connection to a {@link Driver}. <b>Threads:</b> safe for any. */
final class Drive implements AutoCloseable {

    /** Milliseconds that a call to publish may take before it is said to hang. */
    private static final int PATIENCE = 20_000;

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;
    private volatile Order order;

    private Drive(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    static Drive connect(int port) {
        try {
            return new Drive(port);
        } catch (IOException failed) {
            throw new UncheckedIOException("no driver answers at port " + port, failed);
        }
    }

    /** Has it begin. */
    void start(Order what) {
        order = what;
        try {
            out.writeUTF(what.line());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All subscribers have had this event, and those before it. */
    void slowest(long sequence) {
        if (order.isSaturated()) {
            tell(sequence);
        }
    }

    void stop() {
        tell(Order.STOP);
    }

    private synchronized void tell(long sequence) {
        try {
            out.writeLong(sequence);
        } catch (IOException done) {
            // It has published all, and has answered.
        }
    }

    /**
     * Waits until all is published.
     *
     * @throws IllegalStateException if publishing fails or hangs
     */
    Published await() {
        try {
            // In saturation a hub that delivers nothing more keeps the driver waiting; it does not see its own time
            // pass.
            socket.setSoTimeout((int) (order.seconds() * 1000) + 2000);
            return Published.parse(answer());
        } catch (SocketTimeoutException late) {
            throw new IllegalStateException("the driver has not answered: a call to publish hangs", late);
        } catch (IOException gone) {
            throw new IllegalStateException("the driver is gone, and its hub perhaps with it: " + gone, gone);
        }
    }

    private String answer() throws IOException {
        try {
            return in.readUTF();
        } catch (SocketTimeoutException late) {
            stop();
            socket.setSoTimeout(PATIENCE);
            return in.readUTF();
        }
    }

    /** Has it stop, if it has not; a driver that keeps time does not see that nobody is there any more. */
    @Override
    public void close() {
        stop();
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
