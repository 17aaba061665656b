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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How often one address, subject, token and session may publish over HTTP, and all together, and how many requests are answered
 * at once. What an application fires is not counted.
 *
 * <p><b>Threads:</b> safe for any.
 */
public final class PublishLimits {

    static final Problem BUSY = Problem.of(
                    Status.SERVICE_UNAVAILABLE,
                    "as many requests are being answered as tidings.publish.concurrent allows; nothing was published,"
                            + " send it again")
            .retryAfter(Duration.ofSeconds(1));

    private static final Object ALL = "all";

    /** Who is not to be told from others is not counted. */
    private static final List<String> NOBODY = List.of();

    private final PublishLimitSettings settings;
    private final Throttle addresses;
    private final Throttle subjects;
    private final Throttle tokens;
    private final Throttle sessions;
    private final Throttle all;
    private final Quota requests;
    private final LongAdder refused = new LongAdder();

    /** @param nanos a monotonic clock */
    public PublishLimits(PublishLimitSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.addresses = throttle(settings.perAddress(), nanos);
        this.subjects = throttle(settings.perSubject(), nanos);
        this.tokens = throttle(settings.perToken(), nanos);
        this.sessions = throttle(settings.perSession(), nanos);
        this.all = throttle(settings.ofAll(), nanos);
        this.requests = new Quota(settings.concurrent());
    }

    private Throttle throttle(int perSecond, LongSupplier nanos) {
        return new Throttle(perSecond, settings.burst(), settings.remembered(), nanos);
    }

    /** Why a request from this address is refused, before it costs anything: also one whose token is not good. 429. */
    Optional<Problem> refusal(String address) {
        return refusal(addresses, IpNetwork.ofOneClient(address), "tidings.publish.rate.per-address");
    }

    /**
     * Why a request of this sender is refused. 429.
     *
     * @param session its id; empty if there is none
     */
    Optional<Problem> refusal(Identity sender, String session) {
        List<String> subject = sender.subject().isEmpty() ? NOBODY : List.of(sender.issuer(), sender.subject());
        List<String> token = sender.tokenHash().isEmpty() ? NOBODY : List.of(sender.tokenHash());
        List<String> itsSession = session.isEmpty() ? NOBODY : List.of(session);
        return refusal(subjects, subject, "tidings.publish.rate.per-subject")
                .or(() -> refusal(tokens, token, "tidings.publish.rate.per-token"))
                .or(() -> refusal(sessions, itsSession, "tidings.publish.rate.per-session"));
    }

    /** Why one more update is refused, whoever may publish it. To be asked last: who is refused takes nothing from the others. 429. */
    Optional<Problem> refusal() {
        return refusal(all, ALL, "tidings.publish.rate.of-all");
    }

    private Optional<Problem> refusal(Throttle throttle, Object key, String setting) {
        Duration wait = key.equals(NOBODY) ? Duration.ZERO : throttle.admit(key);
        if (wait.isZero()) {
            return Optional.empty();
        }
        refused.increment();
        return Optional.of(Problem.of(
                        Status.TOO_MANY_REQUESTS,
                        "more requests than " + setting + " allows; nothing was published, send it again later")
                .retryAfter(wait));
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
