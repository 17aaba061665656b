package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.authorize.LoginSettings;
import dev.tidings.http.IpNetwork;
import dev.tidings.http.Proxies;
import dev.tidings.log.Retention;
import dev.tidings.presence.PresenceSettings;
import dev.tidings.publish.PublishLimitSettings;
import dev.tidings.publish.TimerSettings;
import dev.tidings.subscribe.StreamLimitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator writes, and what the hub makes of it? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsTest {

    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    @Test
    void who_writes_nothing_gets_safe_defaults() {
        Settings settings = read(Map.of());
        assertThat(settings.history()).isEqualTo(new Retention(100_000, 64 << 20, Duration.ofHours(24)));
        assertThat(settings.broadcast().streams()).isEqualTo(20_000);
        assertThat(settings.broadcast().due()).isEqualTo(4_096);
        assertThat(settings.broadcast().heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.broadcast().stall()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.broadcast().lifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.broadcast().gapsPerMinute()).isEqualTo(3);
        assertThat(settings.publish().bodyBytes()).isEqualTo(1 << 20);
        assertThat(settings.publish().topicBytes()).isEqualTo(1 << 10);
        assertThat(settings.publish().typeBytes()).isEqualTo(256);
        assertThat(settings.publish().topics()).isEqualTo(16);
        assertThat(settings.subscribe().matchers()).isEqualTo(100);
        assertThat(settings.subscribe().matcherBytes()).isEqualTo(2 << 10);
        assertThat(settings.subscribe().afterSession()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.access().anonymous()).isFalse();
        assertThat(settings.access().playground()).isFalse();
        assertThat(settings.cors().origins()).isEmpty();
        assertThat(settings.timers()).isEqualTo(new TimerSettings(false, false));
        assertThat(settings.presence()).isEqualTo(new PresenceSettings(false, false, Duration.ZERO));
    }

    @Test
    void in_the_playground_the_timers_are_on_unless_they_are_off() {
        assertThat(read(Map.of("tidings.playground", "true")).timers()).isEqualTo(new TimerSettings(true, true));
        assertThat(read(Map.of("tidings.playground", "true", "tidings.stats", "false"))
                        .timers())
                .isEqualTo(new TimerSettings(true, false));
        assertThat(read(Map.of("tidings.clock", "true")).timers()).isEqualTo(new TimerSettings(true, false));
    }

    @ParameterizedTest
    @CsvSource({"65536, 65536", "64KiB, 65536", "1 MiB, 1048576", "2gib, 2147483648", "' 7b ', 7"})
    void sizes_have_units(String text, long bytes) {
        assertThat(read(Map.of("tidings.history.bytes", text)).history().bytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "15s, PT15S", "10m, PT10M", "24h, PT24H", "2d, PT48H", "PT15S, PT15S", "90 S, PT1M30S"
    })
    void times_have_units(String text, Duration time) {
        assertThat(read(Map.of("tidings.history.age", text)).history().age()).isEqualTo(time);
    }

    @Test
    void lists_have_commas() {
        assertThat(read(Map.of("tidings.cors.origins", "https://a.example, http://b.example:81 ,"))
                        .cors()
                        .origins())
                .containsExactlyInAnyOrder("https://a.example", "http://b.example:81");
    }

    @Test
    void an_empty_value_is_none() {
        assertThat(read(Map.of("tidings.streams", " ")).broadcast().streams()).isEqualTo(20_000);
    }

    @ParameterizedTest
    @CsvSource({
        "tidings.history.events, many, a whole number",
        "tidings.history.events, -1, a whole number",
        "tidings.history.events, 99999999999, a whole number",
        "tidings.history.events, 0, at least 1",
        "tidings.streams, 0, at least 1",
        "tidings.stream.gaps-per-minute, -1, a whole number",
        "tidings.history.bytes, 64MB, a size",
        "tidings.history.bytes, 0, a size",
        "tidings.history.bytes, 999999999999GiB, a size",
        "tidings.publish.body-bytes, 2GiB, at most 1GiB",
        "tidings.history.age, 24, a time",
        "tidings.history.age, 0s, a time",
        "tidings.history.age, -PT1H, a time",
        "tidings.history.age, 200000d, from 1ms to 36500d",
        "tidings.history.age, 999999999999999d, from 1ms to 36500d",
        "tidings.stream.heartbeat, PT0.0001S, from 1ms to 36500d",
        "tidings.playground, yes, true or false",
        "tidings.streams.per-address, 0, at least 1",
        "tidings.streams.per-token, none, a whole number",
        "tidings.publish.rate.per-subject, 0.5, a whole number",
        "tidings.publish.concurrent, 0, at least 1",
        "tidings.proxies, localhost, write an address or a network",
        "tidings.proxies, 10.0.0.1/8, write an address or a network",
        "tidings.proxies.header, X-Real-IP, write X-Forwarded-For or Forwarded",
    })
    void what_cannot_be_meant_is_refused_with_its_name_and_an_example(String name, String text, String example) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of(name, text)))
                .withMessageContaining(name + "=" + text)
                .withMessageContaining(example);
    }

    @Test
    void a_wrong_origin_is_refused_with_the_name_of_its_setting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("tidings.cors.origins", "https://a.example, *")))
                .withMessageContainingAll("tidings.cors.origins", "\"*\" is not an origin");
    }

    @Test
    void a_login_has_topics_of_its_own_and_publishes_nothing_unless_it_is_said() {
        assertThat(read(Map.of()).login()).isEqualTo(new LoginSettings(List.of(), "users/{me}/", List.of()));
        assertThat(read(Map.of(
                                "tidings.roles", "sales, support",
                                "tidings.login.own", "https://shop.example/people/{me}/all/",
                                "tidings.login.publish", "drafts/{me}/{id}"))
                        .login())
                .isEqualTo(new LoginSettings(
                        List.of("sales", "support"),
                        "https://shop.example/people/{me}/all/",
                        List.of("drafts/{me}/{id}")));
    }

    @ParameterizedTest
    @CsvSource({
        "tidings.login.own, users/{me}, with one {me} for a whole segment",
        "tidings.login.own, users/, with one {me} for a whole segment",
        "tidings.login.own, users/{you}/, with one {me} for a whole segment",
        "tidings.login.own, '{me}/{me}/', with one {me} for a whole segment",
        "tidings.login.own, '{me}/', with one {me} for a whole segment",
        "tidings.login.own, '/{me}/', with one {me} for a whole segment",
        "tidings.login.own, 'https://{me}/', with one {me} for a whole segment",
        "tidings.login.own, 'https://shop.example/{me}/', with one {me} for a whole segment",
        "tidings.login.own, 'u{me}/', with one {me} for a whole segment",
        "tidings.login.own, 'users/u{me}/', with one {me} for a whole segment",
        "tidings.login.own, 'users/{me/', every { needs its }",
        "tidings.login.publish, 'drafts/{me', every { needs its }",
        "tidings.roles, 'sa\u200Bles', must not contain control characters",
    })
    void a_wrong_setting_of_the_login_is_refused_with_its_name(String name, String text, String fix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of(name, text)))
                .withMessageContainingAll(name + ": ", fix);
    }

    @Test
    void nobody_is_limited_or_believed_unless_it_is_set() {
        LimitSettings limits = read(Map.of()).limits();
        int any = Integer.MAX_VALUE;
        assertThat(limits.streams())
                .isEqualTo(new StreamLimitSettings(any, any, any, any, any, Duration.ofSeconds(5), 10_000));
        assertThat(limits.publish())
                .isEqualTo(new PublishLimitSettings(any, any, any, any, any, Duration.ofSeconds(5), 10_000, 1_000));
        assertThat(limits.proxies()).isEqualTo(new Proxies(List.of(), Proxies.Header.X_FORWARDED_FOR));
    }

    @Test
    void proxies_are_addresses_and_networks() {
        Proxies proxies = read(Map.of("tidings.proxies", "10.0.0.0/8, ::1", "tidings.proxies.header", "forwarded"))
                .limits()
                .proxies();
        assertThat(proxies.trusted()).containsExactly(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("::1"));
        assertThat(proxies.header()).isEqualTo(Proxies.Header.FORWARDED);
    }

    @Test
    void no_gap_a_minute_can_be_meant() {
        assertThat(read(Map.of("tidings.stream.gaps-per-minute", "0"))
                        .broadcast()
                        .gapsPerMinute())
                .isZero();
    }

    @Test
    void each_limit_is_the_one_that_bears_its_name() {
        LimitSettings limits = read(Map.ofEntries(
                        Map.entry("tidings.streams.per-address", "1"),
                        Map.entry("tidings.streams.per-subject", "2"),
                        Map.entry("tidings.streams.per-token", "3"),
                        Map.entry("tidings.streams.per-session", "4"),
                        Map.entry("tidings.streams.rate.per-address", "5"),
                        Map.entry("tidings.streams.rate.burst", "6s"),
                        Map.entry("tidings.streams.rate.remembered", "7"),
                        Map.entry("tidings.publish.rate.per-address", "8"),
                        Map.entry("tidings.publish.rate.per-subject", "9"),
                        Map.entry("tidings.publish.rate.per-token", "10"),
                        Map.entry("tidings.publish.rate.per-session", "11"),
                        Map.entry("tidings.publish.rate.of-all", "12"),
                        Map.entry("tidings.publish.rate.burst", "13s"),
                        Map.entry("tidings.publish.rate.remembered", "14"),
                        Map.entry("tidings.publish.concurrent", "15")))
                .limits();
        assertThat(limits.streams()).isEqualTo(new StreamLimitSettings(1, 2, 3, 4, 5, Duration.ofSeconds(6), 7));
        assertThat(limits.publish())
                .isEqualTo(new PublishLimitSettings(8, 9, 10, 11, 12, Duration.ofSeconds(13), 14, 15));
    }

    @Test
    void every_setting_is_in_the_documentation_and_no_other() throws IOException {
        var source = new SettingsSource(name -> Optional.empty());
        Settings.read(source);
        Set<String> documented = new HashSet<>();
        Set<String> inTheTable = new HashSet<>();
        for (String line : Files.readAllLines(Path.of("src/site/markdown/operations.md"))) {
            String whole = "";
            for (Matcher code = CODE.matcher(line); code.find(); ) {
                String name = code.group(1);
                if (name.startsWith(".")) {
                    // After "tidings.a.b", ".c" is short for "tidings.a.c", or adds to it.
                    documented.add(whole.substring(0, Math.max(0, whole.lastIndexOf('.'))) + name);
                    documented.add(whole + name);
                } else {
                    whole = name;
                    documented.add(name);
                    if (name.startsWith("tidings.") && code.end() <= line.indexOf(" | ")) {
                        inTheTable.add(name);
                    }
                }
            }
        }
        assertThat(documented).containsAll(source.asked());
        assertThat(inTheTable)
                .hasSizeGreaterThan(50)
                .allMatch(name ->
                        source.asked().stream().anyMatch(asked -> asked.equals(name) || asked.startsWith(name + ".")));
    }

    private static Settings read(Map<String, String> texts) {
        return Settings.read(new SettingsSource(name -> Optional.ofNullable(texts.get(name))));
    }
}
