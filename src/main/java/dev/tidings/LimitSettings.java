package dev.tidings;

import dev.tidings.http.IpNetwork;
import dev.tidings.http.Proxies;
import dev.tidings.limit.Quota;
import dev.tidings.limit.Throttle;
import dev.tidings.publish.PublishLimitSettings;
import dev.tidings.subscribe.StreamLimitSettings;
import java.time.Duration;

/** How much one client may have of the hub, and how clients are told apart. */
record LimitSettings(StreamLimitSettings streams, PublishLimitSettings publish, Proxies proxies) {

    /** @throws IllegalArgumentException naming the setting, the cause and the fix */
    static LimitSettings read(SettingsSource source) {
        return new LimitSettings(streams(source), publish(source), proxies(source));
    }

    private static StreamLimitSettings streams(SettingsSource source) {
        return new StreamLimitSettings(
                source.number("tidings.streams.per-address", Quota.UNLIMITED),
                source.number("tidings.streams.per-subject", Quota.UNLIMITED),
                source.number("tidings.streams.per-token", Quota.UNLIMITED),
                source.number("tidings.streams.per-session", Quota.UNLIMITED),
                source.number("tidings.streams.rate.per-address", Throttle.UNLIMITED),
                source.duration("tidings.streams.rate.burst", Duration.ofSeconds(5)),
                source.number("tidings.streams.rate.remembered", 10_000));
    }

    private static PublishLimitSettings publish(SettingsSource source) {
        return new PublishLimitSettings(
                source.number("tidings.publish.rate.per-address", Throttle.UNLIMITED),
                source.number("tidings.publish.rate.per-subject", Throttle.UNLIMITED),
                source.number("tidings.publish.rate.per-token", Throttle.UNLIMITED),
                source.number("tidings.publish.rate.per-session", Throttle.UNLIMITED),
                source.number("tidings.publish.rate.of-all", Throttle.UNLIMITED),
                source.duration("tidings.publish.rate.burst", Duration.ofSeconds(5)),
                source.number("tidings.publish.rate.remembered", 10_000),
                source.number("tidings.publish.concurrent", 1_000));
    }

    private static Proxies proxies(SettingsSource source) {
        return new Proxies(
                source.list("tidings.proxies").stream()
                        .map(LimitSettings::network)
                        .toList(),
                source.text("tidings.proxies.header")
                        .map(LimitSettings::header)
                        .orElse(Proxies.Header.X_FORWARDED_FOR));
    }

    private static IpNetwork network(String text) {
        try {
            return IpNetwork.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("tidings.proxies=" + text + ": " + malformed.getMessage(), malformed);
        }
    }

    private static Proxies.Header header(String text) {
        return Proxies.Header.of(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "tidings.proxies.header=" + text + " is not understood; write X-Forwarded-For or Forwarded"));
    }
}
