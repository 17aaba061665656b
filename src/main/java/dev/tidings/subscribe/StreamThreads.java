package dev.tidings.subscribe;

import java.util.concurrent.ThreadFactory;

/**
 * The threads of the way out.
 *
 * @param closers complete responses, which on some servers waits for the client
 * @param application run what belongs to an application: its sources, its listeners, a container's sinks. Apart from the
 *     others, because the application may keep all of them waiting.
 * @param sessions ask the server about sessions
 */
public record StreamThreads(Workers closers, Workers application, Workers sessions) implements AutoCloseable {

    private static final int CLOSERS = 4;

    /**
     * Threads that end with {@link #close}.
     *
     * @param application at most so many for the application's code
     */
    public static StreamThreads of(int application, ThreadFactory factory) {
        return new StreamThreads(
                new Workers("tidings-closer", CLOSERS, factory),
                new Workers("tidings-application", application, factory),
                new Workers("tidings-session", 1, factory));
    }

    @Override
    public void close() {
        sessions.close();
        application.close();
        closers.close();
    }
}
