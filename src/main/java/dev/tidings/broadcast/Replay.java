package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.Entry;
import dev.tidings.log.EventLog;
import dev.tidings.log.PositionLostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads the log for subscribers that are behind, on threads that may block. Those of one audience who stand at the same
 * place share a block, so a herd that comes back together costs one read.
 *
 * <p><b>Threads:</b> safe for any.
 *
 * <p><b>Memory:</b> the reads under way, at most one for each subscriber that waits, and at most
 * 1,024 finished blocks of 4 MiB together.
 */
final class Replay {

    private static final int PAGE = 512;
    private static final int SCANNED_AT_MOST = 16 * PAGE;
    private static final long KEPT_BYTES = 4 * 1024 * 1024;
    private static final int KEPT_AT_MOST = 1024;

    private record Place(Audience audience, long after) {}

    // Set once.
    private final EventLog log;
    private final Executor readers;

    // Guarded by "this".
    private final Map<Place, CompletableFuture<Block>> underWay = new HashMap<>();
    private final Map<Place, Block> finished = new LinkedHashMap<>();
    private long finishedBytes;

    Replay(EventLog log, Executor readers) {
        this.log = log;
        this.readers = readers;
    }

    /**
     * The next block of what an audience sees after a position. Fails with the {@link PositionLostException} of the log,
     * or with what else went wrong.
     */
    CompletionStage<Block> next(Audience audience, long after) {
        var place = new Place(audience, after);
        CompletableFuture<Block> mine = new CompletableFuture<>();
        synchronized (this) {
            Block block = finished.get(place);
            if (block != null && log.bounds().cover(after)) {
                return CompletableFuture.completedFuture(block);
            }
            CompletableFuture<Block> theirs = underWay.putIfAbsent(place, mine);
            if (theirs != null) {
                return theirs;
            }
        }
        try {
            readers.execute(() -> answer(place, mine));
        } catch (RejectedExecutionException closing) {
            fail(place, mine, closing);
        }
        return mine;
    }

    private void answer(Place place, CompletableFuture<Block> answer) {
        try {
            Block block = read(place);
            keep(place, block);
            answer.complete(block);
        } catch (PositionLostException | RuntimeException | Error failure) {
            fail(place, answer, failure);
        }
    }

    private synchronized void keep(Place place, Block block) {
        underWay.remove(place);
        // One that led nowhere is not kept, or whoever asks again would be sent round in a circle.
        if (block.to() == place.after) {
            return;
        }
        finished.put(place, block);
        finishedBytes += block.bytes().length;
        var oldest = finished.values().iterator();
        while (finishedBytes > KEPT_BYTES || finished.size() > KEPT_AT_MOST) {
            finishedBytes -= oldest.next().bytes().length;
            oldest.remove();
        }
    }

    private void fail(Place place, CompletableFuture<Block> answer, Throwable failure) {
        synchronized (this) {
            underWay.remove(place);
        }
        answer.completeExceptionally(failure);
    }

    private Block read(Place place) throws PositionLostException {
        List<Entry> seen = new ArrayList<>();
        long to = place.after;
        long bytes = 0;
        for (int scanned = 0; scanned < SCANNED_AT_MOST; scanned += PAGE) {
            List<Entry> page = log.read(to, PAGE);
            for (Entry entry : page) {
                if (place.audience.sees(entry)) {
                    if (!seen.isEmpty() && bytes + entry.frame().length() > Block.BYTES) {
                        return Block.of(seen, to);
                    }
                    seen.add(entry);
                    bytes += entry.frame().length();
                }
                to = entry.position();
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return Block.of(seen, to);
    }
}
