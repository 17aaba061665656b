package dev.tidings.authorize;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The keys of one issuer, from its JWK Set, fetched when a token needs them and kept. No other issuer's keys are here, so
 * one {@code kid} at two issuers means two keys.
 *
 * <p>They are fetched again when they are old, and when a token names a key that is not there (the issuer may have changed
 * its keys); but at most once in a while, so that nobody can have the issuer asked by sending made-up names.
 *
 * <p><b>Threads:</b> safe for any. One fetches; another waits for it only if it has no key for its token.
 *
 * <p><b>Failure:</b> what is known stays good for as long as nothing newer can be had.
 */
final class Jwks implements KeySource {

    private static final System.Logger LOG = System.getLogger(Jwks.class.getName());

    private final Download document;
    private final JwksSettings settings;
    private final LongSupplier nanos;
    private final ReentrantLock fetching = new ReentrantLock();

    // Written while fetching, read by any thread.
    private volatile List<VerificationKey> known = List.of();
    private volatile long fetchedAt;

    // While fetching only.
    private Optional<Long> triedAt = Optional.empty();

    /** @param nanos a monotonic clock */
    Jwks(Download document, JwksSettings settings, LongSupplier nanos) {
        this.document = document;
        this.settings = settings;
        this.nanos = nanos;
    }

    @Override
    public Optional<VerificationKey> key(Role role, Algorithm algorithm, Optional<String> id)
            throws KeysUnavailableException {
        if (isOld()) {
            refresh();
        }
        Optional<VerificationKey> key = choose(algorithm, id);
        if (key.isEmpty() && (id.isPresent() || known.isEmpty())) {
            awaitRefresh();
            key = choose(algorithm, id);
        }
        if (known.isEmpty()) {
            throw new KeysUnavailableException("no keys yet from " + document.address());
        }
        return key;
    }

    private boolean isOld() {
        return !known.isEmpty()
                && nanos.getAsLong() - fetchedAt >= settings.age().toNanos();
    }

    private void refresh() {
        if (fetching.tryLock()) {
            try {
                fetch();
            } finally {
                fetching.unlock();
            }
        }
    }

    private void awaitRefresh() throws KeysUnavailableException {
        try {
            if (!fetching.tryLock(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new KeysUnavailableException("keys are still being fetched from " + document.address());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailableException("interrupted while waiting for keys from " + document.address());
        }
        try {
            fetch();
        } finally {
            fetching.unlock();
        }
    }

    private void fetch() {
        long begun = nanos.getAsLong();
        if (triedAt.isPresent() && begun - triedAt.get() < settings.pause().toNanos()) {
            return;
        }
        try {
            known = JwkSet.parse(document.text());
            fetchedAt = begun;
        } catch (IOException | RuntimeException down) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "keys cannot be fetched from " + document.address() + "; those known go on being used",
                    down);
        } finally {
            // The end of it: who has waited for a fetch that took long must not begin the next.
            triedAt = Optional.of(nanos.getAsLong());
        }
    }

    // A token without a kid is only good if there is no choice (OpenID Connect Core, section 10.1): trying one
    // key after the other, whoever sends tokens would decide how much work they make.
    private Optional<VerificationKey> choose(Algorithm algorithm, Optional<String> id) {
        List<VerificationKey> fit = known.stream()
                .filter(key -> key.algorithms().contains(algorithm))
                .filter(key -> id.isEmpty() || key.id().isEmpty() || key.id().equals(id))
                .toList();
        List<VerificationKey> named =
                fit.stream().filter(key -> key.id().isPresent()).toList();
        List<VerificationKey> best = id.isPresent() && !named.isEmpty() ? named : fit;
        return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
    }
}
