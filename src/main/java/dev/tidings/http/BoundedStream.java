package dev.tidings.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that is cut off behind its limit, by one byte, so that its reader sees that it is too large. What follows is read and thrown
 * away, some times the limit at most: a client that still sends when its connection is closed may never see the answer.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class BoundedStream extends FilterInputStream {

    private static final int READ_PAST_LIMIT = 8;

    private final int limit;
    private long left;

    BoundedStream(InputStream body, int limit) {
        super(body);
        this.limit = limit;
        this.left = limit + 1L;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = left == 0 ? -1 : super.read(bytes, from, (int) Math.min(left, length));
        if (read > 0) {
            left -= read;
            if (left == 0) {
                drain();
            }
        }
        return read;
    }

    private void drain() throws IOException {
        long more = READ_PAST_LIMIT * (long) limit;
        for (long skipped = -1; more > 0 && skipped != 0; more -= skipped) {
            skipped = in.readNBytes((int) Math.min(more, 1 << 16)).length;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.max(0, Math.min(count, limit))).length;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, super.available());
    }

    // What is read again would be counted again.
    @Override
    public boolean markSupported() {
        return false;
    }
}
