package dev.tidings.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * Reads a response with a stream of our events, whose data begins with its number and its time, and is as long as it was
 * ordered. The rest of the data is stepped over, because millions come in a second. <b>Threads:</b> one.
 */
final class EventReader {

    /** Who wants to know. */
    interface Listener {

        /** One event, with the number and the time that its data begins with. */
        void event(long sequence, long scheduled);
    }

    private enum Body {
        HEAD,
        PLAIN,
        CHUNK_SIZE,
        CHUNK,
        AFTER_CHUNK,
        END
    }

    private enum Line {
        FIELD,
        ID,
        SEQUENCE,
        SCHEDULED,
        PADDING,
        END_OF_DATA,
        OTHER
    }

    private static final byte[] DATA = "data:".getBytes(ISO_8859_1);

    private final int payload;
    private final Listener listener;
    private final StringBuilder head = new StringBuilder();

    private Body body = Body.HEAD;
    private int left; // of the chunk
    private String status = "";

    private Line line = Line.FIELD;
    private int column; // within what is read now: a field's name, or the data
    private long number;
    private long sequence;

    private boolean keepsId;
    private final StringBuilder id = new StringBuilder();
    private String firstId = "";
    private long firstSequence;
    private long strangers;

    EventReader(int payload, Listener listener) {
        this.payload = payload;
        this.listener = listener;
    }

    /** Has it remember the id of the first event. */
    void keepId() {
        keepsId = true;
    }

    /** Of the first event. */
    String firstId() {
        return firstId;
    }

    /** Of the event with that id. */
    long firstSequence() {
        return firstSequence;
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

    /** Events whose data is not ours, such as those by which a hub tells of a loss. */
    long strangers() {
        return strangers;
    }

    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            switch (body) {
                case PLAIN -> at = readLines(bytes, at, to);
                case CHUNK -> {
                    int end = Math.min(to, at + left);
                    left -= end - at;
                    at = readLines(bytes, at, end);
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

    private int readLines(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            switch (line) {
                case PADDING -> {
                    int end = Math.min(to, at + payload - column);
                    column += end - at;
                    at = end;
                    line = column >= payload ? Line.END_OF_DATA : Line.PADDING;
                }
                case FIELD -> readField(bytes[at++]);
                case SEQUENCE, SCHEDULED -> readNumber(bytes[at++]);
                case END_OF_DATA -> endData(bytes[at++]);
                case ID, OTHER -> readRest(bytes[at++]);
            }
        }
        return at;
    }

    private void readField(byte next) {
        if (next == DATA[column]) {
            if (++column == DATA.length) {
                beginData();
            }
        } else if (next == '\n') {
            column = 0;
        } else if (next == 'i' && column == 0 && keepsId) {
            id.setLength(0);
            line = Line.ID;
        } else {
            line = Line.OTHER;
        }
    }

    private void beginData() {
        line = Line.SEQUENCE;
        column = 0;
        number = 0;
    }

    private void readNumber(byte next) {
        if (next >= '0' && next <= '9') {
            number = number * 10 + next - '0';
            column++;
        } else if (next == ' ' && column == 0) {
            // The one after the colon.
        } else if (line == Line.SEQUENCE && next == ' ') {
            column++;
            sequence = number;
            number = 0;
            line = Line.SCHEDULED;
        } else if (line == Line.SCHEDULED && next == ' ') {
            column++;
            line = column < payload ? Line.PADDING : Line.END_OF_DATA;
        } else {
            strangers++;
            line = Line.OTHER;
            readRest(next);
        }
    }

    private void endData(byte next) {
        if (next == '\r') {
            return;
        }
        if (next != '\n') {
            throw new IllegalStateException("event " + sequence + " is longer than it was published");
        }
        if (keepsId) {
            keepsId = false;
            firstId = id.substring(id.indexOf(":") + 1).trim();
            firstSequence = sequence;
        }
        beginLine();
        listener.event(sequence, number);
    }

    private void readRest(byte next) {
        if (next == '\n') {
            beginLine();
        } else if (line == Line.ID) {
            id.append((char) next);
        }
    }

    private void beginLine() {
        line = Line.FIELD;
        column = 0;
    }
}
