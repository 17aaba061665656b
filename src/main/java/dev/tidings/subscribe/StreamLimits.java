package dev.tidings.subscribe;

import dev.tidings.authorize.Caller;
import dev.tidings.authorize.Identity;
import dev.tidings.broadcast.Subscriber;
import dev.tidings.http.IpNetwork;
import dev.tidings.http.Problem;
import dev.tidings.limit.Place;
import dev.tidings.limit.Quota;
import dev.tidings.limit.Quota.Claim;
import dev.tidings.limit.Throttle;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How many streams one address, subject, token and session may have open at once, and how often one address may ask for one.
 *
 * <p><b>Threads:</b> safe for any. There are never more than allowed, not for a moment; who comes while another is being sent
 * away may be sent away although there is a place by then.
 *
 * <p><b>Memory:</b> a few entries for each stream that is open, and the addresses that have asked of late, within a bound; none
 * where there is no limit.
 */
public final class StreamLimits {

    private final Quota addresses;
    private final Quota subjects;
    private final Quota tokens;
    private final Quota sessions;
    private final Throttle rate;
    private final LongAdder turnedAway = new LongAdder();

    /** @param nanos a monotonic clock */
    public StreamLimits(StreamLimitSettings settings, LongSupplier nanos) {
        addresses = new Quota(settings.perAddress());
        subjects = new Quota(settings.perSubject());
        tokens = new Quota(settings.perToken());
        sessions = new Quota(settings.perSession());
        rate = new Throttle(settings.ratePerAddress(), settings.burst(), settings.remembered(), nanos);
    }

    /** Whether this address may ask for a stream now; to be looked at before anything else of a request costs anything. */
    boolean admits(String address) {
        return refusal(address).isEmpty();
    }

    /** The answer to who asks too often for something else than a stream. 429. */
    Optional<Problem> refusal(String address) {
        Duration wait = rate.admit(IpNetwork.ofOneClient(address));
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(Problem.of(
                                Status.TOO_MANY_REQUESTS,
                                "more requests than tidings.streams.rate.per-address allows; send it again later")
                        .retryAfter(wait));
    }

    /**
     * Opens a stream if its caller has a place for it, which is given back when the stream has ended, or has not come to be.
     *
     * @return empty if there is no place, or no stream
     */
    public Optional<Subscriber> open(Caller caller, Supplier<Optional<Subscriber>> stream) {
        return Place.take(claims(caller)).flatMap(place -> open(place, stream));
    }

    private static Optional<Subscriber> open(Place place, Supplier<Optional<Subscriber>> stream) {
        boolean isKept = false;
        try {
            Optional<Subscriber> subscriber = stream.get();
            subscriber.ifPresent(mine -> mine.ending().whenComplete((ending, never) -> place.giveBack()));
            isKept = subscriber.isPresent();
            return subscriber;
        } finally {
            if (!isKept) {
                place.giveBack();
            }
        }
    }

    private List<Claim> claims(Caller caller) {
        List<Claim> claims = new ArrayList<>();
        Identity identity = caller.identity();
        claims.add(addresses.of(IpNetwork.ofOneClient(caller.address())));
        if (!identity.subject().isEmpty()) {
            claims.add(subjects.of(List.of(identity.issuer(), identity.subject())));
        }
        if (!identity.tokenHash().isEmpty()) {
            claims.add(tokens.of(identity.tokenHash()));
        }
        if (!caller.session().isEmpty()) {
            claims.add(sessions.of(caller.session()));
        }
        return claims;
    }

    /** Notes that somebody was sent away, for whatever reason. */
    void turnAway() {
        turnedAway.increment();
    }

    /** How many times somebody was sent away since the start: over one of these limits or of the hub's own, or nobody knew. */
    public long turnedAway() {
        return turnedAway.sum();
    }
}
