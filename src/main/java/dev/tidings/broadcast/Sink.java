package dev.tidings.broadcast;

import dev.tidings.event.Frame;
import java.io.IOException;

/**
 * The port to one client's connection: takes a block of bytes when it is ready, and never makes anyone wait.
 *
 * <p><b>Threads:</b> {@link #isReady}, {@link #write} and {@link #flush} are called by one sweeper thread; {@link #close} by
 * any. None of them may block. Whoever owns the sink calls {@link Subscriber#wake} once, from any thread, after each time
 * that {@code isReady} said no and it has become ready again, and {@link Subscriber#gone} when the connection is gone.
 */
public interface Sink {

    /**
     * Offers what the stream begins with: its id, or a gap. Called before anything else, by whoever subscribes.
     *
     * @return whether it is sent before the first block, with whatever opens the stream; if not, it is the first block
     */
    default boolean begin(Frame first) {
        return false;
    }

    /** Whether the next {@link #write} or {@link #flush} can be taken; after a no, {@link Subscriber#wake} follows. */
    boolean isReady() throws IOException;

    /** Takes the whole array, after a {@code true} of {@link #isReady}. The array is shared and never changed. */
    void write(byte[] block) throws IOException;

    /** Sends what was written on its way, after a {@code true} of {@link #isReady}. */
    void flush() throws IOException;

    /** Ends the stream in good order if it is still there. Idempotent, and returns at once. */
    void close();
}
