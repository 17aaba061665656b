package dev.tidings.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Reads a stream of our events, whose data begins with its number and its time, and is as long as it was
 * ordered. The rest of the data is stepped over, because millions come in a second. <b>Threads:</b> one.
 */
final class EventReader {

    /** Who wants to know. */
    interface Listener {

        /** One event, with the number and the time that its data begins with. */
        void event(long sequence, long scheduled);
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

    /** Events whose data is not ours, such as those by which a hub tells of a loss. */
    long strangers() {
        return strangers;
    }

    void read(byte[] bytes, int from, int to) {
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
                case SEQUENCE, SCHEDULED -> at = readNumber(bytes, at, to);
                case END_OF_DATA -> endData(bytes[at++]);
                case ID, OTHER -> at = readRest(bytes, at, to);
            }
        }
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

    private int readNumber(byte[] bytes, int from, int to) {
        int at = from;
        long value = number;
        for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        number = value;
        column += at - from;
        if (at < to) {
            endNumber(bytes[at++]);
        }
        return at;
    }

    private void endNumber(byte next) {
        if (next == ' ' && column == 0) {
            // The one after the colon.
            return;
        }
        column++;
        if (next != ' ') {
            strangers++;
            line = Line.OTHER;
            endRest(next);
        } else if (line == Line.SEQUENCE) {
            sequence = number;
            number = 0;
            line = Line.SCHEDULED;
        } else {
            line = column < payload ? Line.PADDING : Line.END_OF_DATA;
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

    private int readRest(byte[] bytes, int from, int to) {
        int at = from;
        if (line == Line.OTHER) {
            while (at < to && bytes[at] != '\n') {
                at++;
            }
        }
        if (at < to) {
            endRest(bytes[at++]);
        }
        return at;
    }

    private void endRest(byte next) {
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
