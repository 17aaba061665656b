package dev.tidings.limit;

import dev.tidings.limit.Quota.Claim;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place of each of some quotas. <b>Threads:</b> safe for any. */
public final class Place {

    private final List<Claim> claims;
    private final AtomicBoolean isBack = new AtomicBoolean();

    private Place(List<Claim> claims) {
        this.claims = List.copyOf(claims);
    }

    /**
     * Takes a place of each, or none.
     *
     * @return empty if one of them has none left; also if another, who takes of several and will be refused, has the last one
     *     just now
     */
    public static Optional<Place> take(List<Claim> claims) {
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            if (!claim.quota().take(claim.key())) {
                giveBack(claims.subList(0, i));
                return Optional.empty();
            }
        }
        return Optional.of(new Place(claims));
    }

    /** Gives all of it back. Once is enough, more does nothing. */
    public void giveBack() {
        if (isBack.compareAndSet(false, true)) {
            giveBack(claims);
        }
    }

    private static void giveBack(List<Claim> claims) {
        claims.forEach(claim -> claim.quota().giveBack(claim.key()));
    }
}
