package dev.tidings.broadcast;

import dev.tidings.event.Entry;
import java.util.List;

/**
 * What goes to a subscriber in one write: the frames due to an audience over a stretch of the history. Immutable and
 * shared by all who stand at its beginning.
 *
 * @param bytes the frames, one after the other; empty if nothing was due
 * @param to where a subscriber stands that has taken it
 * @param lastId the position of the last id it carries; 0 if it carries none
 * @param events how many events it carries
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared by many
record Block(byte[] bytes, long to, long lastId, int events) {

    /** About as much as a socket takes in one write; a single larger frame goes alone. */
    static final int BYTES = 64 * 1024;

    static Block of(List<Entry> entries, long to) {
        long lastId = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).position();
        return new Block(join(entries), to, lastId, entries.size());
    }

    private static byte[] join(List<Entry> entries) {
        if (entries.size() == 1) {
            return entries.get(0).frame().bytes();
        }
        byte[] all = new byte
                [entries.stream().mapToInt(entry -> entry.frame().length()).sum()];
        int at = 0;
        for (Entry entry : entries) {
            System.arraycopy(entry.frame().bytes(), 0, all, at, entry.frame().length());
            at += entry.frame().length();
        }
        return all;
    }
}
