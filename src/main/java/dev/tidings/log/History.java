package dev.tidings.log;

import dev.tidings.event.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The entries that are still held, oldest first, with ways to find them: a ring that grows up to its bound.
 *
 * <p><b>Threads:</b> not safe; its log guards it. Adding, expiring one entry and finding take constant time on average.
 */
final class History {

    private static final int INITIAL = 1024;

    // One entry with what its retention needs; bytesBefore counts everything ever added before it.
    private record Held(Entry entry, long bytesBefore, long addedNanos) {}

    private final Retention retention;
    private final Map<String, Deque<Long>> publisherIds = new HashMap<>();
    private final Map<String, Long> keys = new HashMap<>();

    private Held[] ring = new Held[INITIAL];
    private long first; // index of the oldest entry, counted from the beginning of time
    private long next; // index after the newest entry
    private long bytesEver;
    private long floor;

    History(Retention retention) {
        this.retention = retention;
    }

    void add(Entry entry, long bytes, long nowNanos) {
        if (next - first == ring.length) {
            grow();
        }
        put(next++, new Held(entry, bytesEver, nowNanos));
        bytesEver += bytes;
        entry.update()
                .id()
                .ifPresent(id -> publisherIds
                        .computeIfAbsent(id, unused -> new ArrayDeque<>(1))
                        .add(entry.position()));
        entry.update().key().ifPresent(key -> keys.put(key, entry.position()));
        while (next - first > 1 && (next - first > retention.events() || heldBytes() > retention.bytes())) {
            evict();
        }
    }

    private void grow() {
        var larger = new Held[ring.length * 2];
        for (long index = first; index < next; index++) {
            larger[(int) (index & (larger.length - 1))] = at(index);
        }
        ring = larger;
    }

    /** Evicts what is too old. */
    void expire(long nowNanos) {
        while (next > first && nowNanos - at(first).addedNanos > retention.age().toNanos()) {
            evict();
        }
    }

    private void evict() {
        Entry entry = at(first).entry;
        put(first++, null);
        floor = entry.position();
        entry.update().id().ifPresent(id -> {
            Deque<Long> positions = publisherIds.get(id);
            positions.remove(); // the oldest of that id, as entries leave in order
            if (positions.isEmpty()) {
                publisherIds.remove(id);
            }
        });
        entry.update().key().ifPresent(keys::remove);
    }

    /** The position of the newest entry that is gone. */
    long floor() {
        return floor;
    }

    /** The newest position that has used up half of its count, bytes or age. */
    long middle(long nowNanos) {
        long low = first;
        long high = next;
        while (low < high) {
            long probe = (low + high) >>> 1;
            if (isOld(probe, nowNanos)) {
                low = probe + 1;
            } else {
                high = probe;
            }
        }
        return low == first ? floor : at(low - 1).entry.position();
    }

    private boolean isOld(long index, long nowNanos) {
        Held held = at(index);
        return next - index > roundedHalf(retention.events())
                || bytesEver - held.bytesBefore > roundedHalf(retention.bytes())
                || nowNanos - held.addedNanos > retention.age().toNanos() / 2;
    }

    // Not by adding 1 first: the largest number is how settings say that there is no bound.
    private static long roundedHalf(long bound) {
        return bound - bound / 2;
    }

    List<Entry> after(long position, int limit) {
        long from = firstAfter(position);
        int count = (int) Math.min(limit, next - from);
        return LongStream.range(from, from + count)
                .mapToObj(index -> at(index).entry)
                .toList();
    }

    private long firstAfter(long position) {
        long low = first;
        long high = next;
        while (low < high) {
            long probe = (low + high) >>> 1;
            if (at(probe).entry.position() <= position) {
                low = probe + 1;
            } else {
                high = probe;
            }
        }
        return low;
    }

    OptionalLong named(String publisherId) {
        Deque<Long> positions = publisherIds.get(publisherId);
        return positions == null ? OptionalLong.empty() : OptionalLong.of(positions.peek());
    }

    OptionalLong keyed(String key) {
        Long position = keys.get(key);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    private long heldBytes() {
        return bytesEver - at(first).bytesBefore;
    }

    private Held at(long index) {
        return ring[(int) (index & (ring.length - 1))];
    }

    private void put(long index, Held held) {
        ring[(int) (index & (ring.length - 1))] = held;
    }
}
