package dev.tidings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has the server under test listen where nobody else does, also if several are tested at once: {@code arquillian.xml} reads
 * these properties when the first test begins. The build opens a session, too, to find the tests.
 */
public final class Ports implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        for (String name : new String[] {"http", "https", "management"}) {
            System.setProperty("tidings.port." + name, Integer.toString(free()));
        }
    }

    /**
     * Where nothing listens yet. Below the ports that kernels give to clients: one of the thousands of a test may have it when a
     * server boots again.
     */
    static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next one, then.
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
