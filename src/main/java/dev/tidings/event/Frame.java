package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * One event as bytes of a {@code text/event-stream}: made once, then shared by everyone whom it is sent to.
 *
 * <p>It ends with its blank line, so frames can follow each other in any block. The fields stand in the order {@code id},
 * {@code event}, {@code retry}, {@code data}; a client that is cut off inside a frame has dispatched nothing of it and
 * has not taken its id (WHATWG HTML, section 9.2.6 "Interpreting an event stream").
 */
public final class Frame {

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};

    private final byte[] bytes;

    private Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Encodes an update, without an id: the expensive part, which needs no place in the history. */
    public static Frame encode(Update update) {
        return encode(update.type(), update.retry().map(time -> time.toMillis()), update.data());
    }

    /** An event of the hub itself. */
    public static Frame of(String type, String data) {
        return encode(Optional.of(type), Optional.empty(), data);
    }

    /** Nothing that a client dispatches (section 9.2.6): each line as a comment. */
    public static Frame comment(String text) {
        return new Frame((":" + String.join("\n:", text.split("\r\n|[\r\n]", -1)) + "\n\n").getBytes(UTF_8));
    }

    /** An id without data: the client takes the id and dispatches nothing (section 9.2.6, "dispatch the event"). */
    public static Frame of(EventId id) {
        return new Frame(("id: " + id + "\n\n").getBytes(UTF_8));
    }

    /** The same frame with an id, by copying: cheap enough for inside a lock. */
    public Frame withId(String id) {
        byte[] field = ("id: " + id + "\n").getBytes(UTF_8);
        byte[] all = new byte[field.length + bytes.length];
        System.arraycopy(field, 0, all, 0, field.length);
        System.arraycopy(bytes, 0, all, field.length, bytes.length);
        return new Frame(all);
    }

    /** The bytes themselves, not a copy: whoever asks must not change them. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    private static Frame encode(Optional<String> type, Optional<Long> retry, String data) {
        byte[] text = data.getBytes(UTF_8);
        var out = new ByteArrayOutputStream(text.length + 64);
        type.ifPresent(value -> out.writeBytes(("event: " + value + "\n").getBytes(UTF_8)));
        retry.ifPresent(value -> out.writeBytes(("retry: " + value + "\n").getBytes(UTF_8)));
        int from = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '\n' || text[at] == '\r') {
                line(out, text, from, at);
                if (text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n') {
                    at++;
                }
                from = at + 1;
            }
        }
        line(out, text, from, text.length);
        out.write('\n');
        return new Frame(out.toByteArray());
    }

    // Also for an empty line: without any data field a client would dispatch nothing.
    private static void line(ByteArrayOutputStream out, byte[] text, int from, int to) {
        out.writeBytes(DATA);
        out.write(text, from, to - from);
        out.write('\n');
    }

    @Override
    public String toString() {
        return new String(bytes, UTF_8);
    }
}
