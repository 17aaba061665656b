package dev.tidings;

import dev.tidings.authorize.AccessSettings;
import dev.tidings.authorize.LoginSettings;
import dev.tidings.authorize.ProtectedResource;
import dev.tidings.authorize.TokenSettings;
import dev.tidings.broadcast.BroadcastSettings;
import dev.tidings.http.Cors;
import dev.tidings.log.Retention;
import dev.tidings.mercure.MercureSettings;
import dev.tidings.presence.PresenceSettings;
import dev.tidings.publish.PublishSettings;
import dev.tidings.publish.TimerSettings;
import dev.tidings.subscribe.SubscribeSettings;
import dev.tidings.url.Url;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator may turn, read once. The names, defaults and meanings are listed in
 * {@code src/site/markdown/operations.md}.
 */
public record Settings(
        Retention history,
        BroadcastSettings broadcast,
        PublishSettings publish,
        TimerSettings timers,
        SubscribeSettings subscribe,
        AccessSettings access,
        LoginSettings login,
        TokenSettings tokens,
        MercureSettings mercure,
        PresenceSettings presence,
        Cors cors,
        LimitSettings limits) {

    /** @throws IllegalArgumentException if a setting has a value that cannot be meant, naming it and what it should be */
    static Settings read(SettingsSource source) {
        var history = new Retention(
                source.number("tidings.history.events", 100_000),
                source.bytes("tidings.history.bytes", 64 << 20),
                source.duration("tidings.history.age", Duration.ofHours(24)));
        TokenSettings tokens = TrustedIssuers.read(source);
        return new Settings(
                history,
                broadcast(source),
                publish(source),
                timers(source),
                subscribe(source),
                access(source),
                login(source),
                tokens,
                mercure(source, tokens),
                presence(source, tokens),
                cors(source),
                LimitSettings.read(source));
    }

    private static BroadcastSettings broadcast(SettingsSource source) {
        return new BroadcastSettings(
                source.number(
                        "tidings.sweepers", Math.max(1, Runtime.getRuntime().availableProcessors() / 2)),
                source.number("tidings.streams", 20_000),
                source.numberOrNone("tidings.subscribe.free-templates", 1_000),
                source.number("tidings.stream.due", 4_096),
                source.bytes("tidings.window.bytes", 16 << 20),
                source.duration("tidings.stream.heartbeat", Duration.ofSeconds(15)),
                source.duration("tidings.stream.stall", Duration.ofSeconds(20)),
                source.duration("tidings.stream.lifetime", Duration.ofMinutes(10)),
                source.numberOrNone("tidings.stream.gaps-per-minute", 3),
                source.bytes("tidings.stream.said-bytes", 1 << 20));
    }

    private static PublishSettings publish(SettingsSource source) {
        return new PublishSettings(
                source.smallBytes("tidings.publish.body-bytes", 1 << 20),
                source.smallBytes("tidings.publish.topic-bytes", 1 << 10),
                source.smallBytes("tidings.publish.type-bytes", 256),
                source.number("tidings.publish.topics", 16),
                source.duration("tidings.publish.timeout", Duration.ofSeconds(10)));
    }

    private static TimerSettings timers(SettingsSource source) {
        boolean otherwise = isPlayground(source);
        return new TimerSettings(source.flag("tidings.clock", otherwise), source.flag("tidings.stats", otherwise));
    }

    private static SubscribeSettings subscribe(SettingsSource source) {
        return new SubscribeSettings(
                source.number("tidings.subscribe.matchers", 100),
                source.smallBytes("tidings.subscribe.matcher-bytes", 2 << 10),
                source.duration("tidings.stream.retry", Duration.ofSeconds(2)),
                source.duration("tidings.stream.after-session", Duration.ofSeconds(90)),
                source.number("tidings.application.threads", 32));
    }

    private static AccessSettings access(SettingsSource source) {
        return new AccessSettings(
                isPlayground(source),
                source.flag("tidings.subscribe.anonymous", false),
                source.text("tidings.operator-role"));
    }

    private static LoginSettings login(SettingsSource source) {
        return new LoginSettings(
                source.list("tidings.roles"),
                source.text("tidings.login.own").orElse("users/{me}/"),
                source.list("tidings.login.publish"));
    }

    private static MercureSettings mercure(SettingsSource source, TokenSettings tokens) {
        Optional<String> address = tokens.resource().map(ProtectedResource::identifier);
        Url base = Url.parse(address.orElse("http://localhost/.well-known/mercure"))
                .orElseThrow();
        return new MercureSettings(
                address,
                base,
                source.flag("tidings.mercure.gaps", true),
                tokens.mercure0x().isPresent());
    }

    private static PresenceSettings presence(SettingsSource source, TokenSettings tokens) {
        return new PresenceSettings(
                source.flag("tidings.subscriptions", false),
                tokens.mercure0x().isPresent(),
                source.duration("tidings.presence.grace", Duration.ZERO));
    }

    private static boolean isPlayground(SettingsSource source) {
        return source.flag("tidings.playground", false);
    }

    private static Cors cors(SettingsSource source) {
        try {
            return new Cors(Set.copyOf(source.list("tidings.cors.origins")));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("tidings.cors.origins: " + malformed.getMessage(), malformed);
        }
    }
}
