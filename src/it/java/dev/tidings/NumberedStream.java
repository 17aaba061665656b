package dev.tidings;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one client of {@link ManyStreams} makes of the bytes that it is sent. Of each event it keeps the number with which its
 * data begins, so that events may be large and clients many.
 *
 * <p><b>Threads:</b> safe for any.
 */
final class NumberedStream {

    private enum At {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        AFTER_CHUNK,
        END
    }

    /** Of a line nobody wants to know more. */
    private static final int KEPT = 100;

    private final StringBuilder frame = new StringBuilder(); // a line of HTTP
    private final StringBuilder line = new StringBuilder(); // a line of the stream
    private final List<Integer> numbers = new ArrayList<>();
    private At at = At.HEAD;
    private int leftOfChunk;
    private boolean isOk;
    private boolean isCut;
    private String id = "";

    synchronized void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (at == At.CHUNK) {
                readContent(bytes);
            } else {
                readFrame((char) bytes.get());
            }
        }
    }

    private void readFrame(char next) {
        if (next != '\n') {
            frame.append(next);
            return;
        }
        String text = frame.toString().trim();
        frame.setLength(0);
        switch (at) {
            case HEAD -> {
                isOk |= text.startsWith("HTTP/1.1 200");
                at = text.isEmpty() ? At.CHUNK_SIZE : At.HEAD;
            }
            case CHUNK_SIZE -> {
                leftOfChunk = Integer.parseInt(text, 16);
                at = leftOfChunk == 0 ? At.END : At.CHUNK;
            }
            case AFTER_CHUNK -> at = At.CHUNK_SIZE;
            default -> {}
        }
    }

    private void readContent(ByteBuffer bytes) {
        int now = Math.min(leftOfChunk, bytes.remaining());
        leftOfChunk -= now;
        for (int i = 0; i < now; i++) {
            byte next = bytes.get();
            if (next == '\n') {
                take(line.toString());
                line.setLength(0);
            } else if (line.length() < KEPT) {
                line.append((char) next);
            }
        }
        if (leftOfChunk == 0) {
            at = At.AFTER_CHUNK;
        }
    }

    private void take(String text) {
        if (text.startsWith("data: ")) {
            numbers.add(Integer.valueOf(text.substring(6).split(" ", 2)[0]));
        } else if (text.startsWith("id: ")) {
            id = text.substring(4);
        }
    }

    /** The connection has ended, in whichever way. */
    synchronized void end() {
        isCut = at != At.END;
        at = At.END;
    }

    /** Whether the server has taken it, and has told it where it stands. */
    synchronized boolean isOpen() {
        return isOk && !id.isEmpty();
    }

    synchronized boolean hasEnded() {
        return at == At.END;
    }

    /** Whether it ended with its last chunk, and was not just cut off. */
    synchronized boolean hasEndedCleanly() {
        return at == At.END && !isCut;
    }

    synchronized List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    synchronized int lastNumber() {
        return numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
    }

    synchronized String lastEventId() {
        return id;
    }
}
