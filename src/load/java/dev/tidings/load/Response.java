package dev.tidings.load;

import java.util.Locale;

/** Reads the answer to a request for a stream: its status, and a body with or without chunks. <b>Threads:</b> one. */
final class Response {

    private enum Body {
        HEAD,
        PLAIN,
        CHUNK_SIZE,
        CHUNK,
        AFTER_CHUNK,
        END
    }

    private final EventReader events;
    private final StringBuilder head = new StringBuilder();
    private Body body = Body.HEAD;
    private int left; // of the chunk
    private String status = "";

    Response(EventReader events) {
        this.events = events;
    }

    /** Empty until the head has come. */
    String status() {
        return status;
    }

    boolean isOk() {
        return status.startsWith("HTTP/1.1 200");
    }

    /** Whether the last chunk has come. */
    boolean hasEnded() {
        return body == Body.END;
    }

    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            switch (body) {
                case PLAIN -> {
                    events.read(bytes, at, to);
                    at = to;
                }
                case CHUNK -> {
                    int end = Math.min(to, at + left);
                    left -= end - at;
                    events.read(bytes, at, end);
                    at = end;
                    body = left == 0 ? Body.AFTER_CHUNK : Body.CHUNK;
                }
                case END -> at = to;
                default -> readFrame(bytes[at++]);
            }
        }
    }

    private void readFrame(byte next) {
        switch (body) {
            case HEAD -> readHead(next);
            case CHUNK_SIZE -> {
                if (next == '\n') {
                    body = left == 0 ? Body.END : Body.CHUNK;
                } else if (next != '\r') {
                    left = left * 16 + digit(next);
                }
            }
            default -> body = next == '\n' ? Body.CHUNK_SIZE : Body.AFTER_CHUNK;
        }
    }

    private static int digit(byte hex) {
        int digit = Character.digit(hex, 16);
        if (digit < 0) {
            throw new IllegalStateException("not a chunk");
        }
        return digit;
    }

    private void readHead(byte next) {
        head.append((char) next);
        if (next != '\n' || head.indexOf("\r\n\r\n") < 0) {
            return;
        }
        status = head.substring(0, head.indexOf("\r\n"));
        body = head.toString().toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked\r\n")
                ? Body.CHUNK_SIZE
                : Body.PLAIN;
        head.setLength(0);
        head.trimToSize();
    }
}
