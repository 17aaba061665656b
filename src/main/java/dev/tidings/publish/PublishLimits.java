package dev.tidings.publish;

import dev.tidings.authorize.Identity;
import dev.tidings.http.IpNetwork;
import dev.tidings.http.Problem;
import dev.tidings.limit.Place;
import dev.tidings.limit.Quota;
import dev.tidings.limit.Throttle;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How often one address, subject and token may publish over HTTP, and how many requests are answered at once. What an
 * application fires is not counted.
 *
 * <p><b>Threads:</b> safe for any.
 */
public final class PublishLimits {

    static final Problem BUSY = Problem.of(
                    Status.SERVICE_UNAVAILABLE,
                    "as many requests are being answered as tidings.publish.concurrent allows; nothing was published,"
                            + " send it again")
            .with("Retry-After", "1");

    private static final Object ALL = "all";

    private final PublishLimitSettings settings;
    private final Throttle addresses;
    private final Throttle subjects;
    private final Throttle tokens;
    private final Quota requests;
    private final LongAdder refused = new LongAdder();

    /** @param nanos a monotonic clock */
    public PublishLimits(PublishLimitSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.addresses = throttle(settings.perAddress(), nanos);
        this.subjects = throttle(settings.perSubject(), nanos);
        this.tokens = throttle(settings.perToken(), nanos);
        this.requests = new Quota(settings.concurrent());
    }

    private Throttle throttle(int perSecond, LongSupplier nanos) {
        return new Throttle(perSecond, settings.burst(), settings.remembered(), nanos);
    }

    /** Why a request from this address is refused, before it costs anything: also one whose token is not good. 429. */
    Optional<Problem> refusal(String address) {
        return refusal(addresses, IpNetwork.ofOneClient(address), "tidings.publish.rate.per-address");
    }

    /** Why a request of this sender is refused. 429. */
    Optional<Problem> refusal(Identity sender) {
        Optional<Problem> ofSubject = sender.subject().isEmpty()
                ? Optional.empty()
                : refusal(subjects, List.of(sender.issuer(), sender.subject()), "tidings.publish.rate.per-subject");
        return ofSubject.isPresent() || sender.tokenHash().isEmpty()
                ? ofSubject
                : refusal(tokens, sender.tokenHash(), "tidings.publish.rate.per-token");
    }

    private Optional<Problem> refusal(Throttle throttle, Object key, String setting) {
        Duration wait = throttle.admit(key);
        if (wait.isZero()) {
            return Optional.empty();
        }
        refused.increment();
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(wait.toNanos() - 1);
        return Optional.of(Problem.of(
                        Status.TOO_MANY_REQUESTS,
                        "more requests than " + setting + " allows; nothing was published, send it again later")
                .with("Retry-After", Long.toString(seconds)));
    }

    /** Where a request is answered; to be given back then. If there is none, {@link #BUSY} is the answer. */
    Optional<Place> place() {
        Optional<Place> place = Place.take(List.of(requests.of(ALL)));
        if (place.isEmpty()) {
            refused.increment();
        }
        return place;
    }

    /** How many requests were refused since the start for being too many. */
    public long refused() {
        return refused.sum();
    }
}
