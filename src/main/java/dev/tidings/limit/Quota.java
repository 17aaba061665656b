package dev.tidings.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * So many places for each key.
 *
 * <p><b>Threads:</b> safe for any. Never are more places of a key taken than there are, not for a moment.
 *
 * <p><b>Memory:</b> an entry for each key of which a place is taken. If there is no limit, nothing is counted.
 */
public final class Quota {

    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final int places;
    private final Map<Object, Integer> taken = new ConcurrentHashMap<>();

    /** @param places for each key, at least 1 */
    public Quota(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("there is at least one place for each key, not " + places);
        }
        this.places = places;
    }

    /** A place of this quota for a key, for {@link Place#take}. */
    public Claim of(Object key) {
        return new Claim(this, key);
    }

    boolean take(Object key) {
        if (places == UNLIMITED) {
            return true;
        }
        boolean[] got = new boolean[1];
        taken.compute(key, (unused, count) -> {
            got[0] = count == null || count < places;
            return !got[0] ? count : count == null ? 1 : Integer.valueOf(count + 1);
        });
        return got[0];
    }

    void giveBack(Object key) {
        taken.computeIfPresent(key, (unused, count) -> count == 1 ? null : count - 1);
    }

    /** How many keys there are of which a place is taken. */
    public int keys() {
        return taken.size();
    }

    /** What somebody wants: a place of this quota for this key. */
    public record Claim(Quota quota, Object key) {}
}
