package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidings.authorize.Algorithm;
import dev.tidings.authorize.Mercure0x;
import dev.tidings.authorize.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Is Mercure 0.x understood, whose tokens of it are good, and what is an operator told? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Mercure0xSettingsTest {

    private static final String SECRET = "a secret of more than thirty-two bytes";
    private static final String OTHER = "another secret of more than forty-eight bytes, for HS384";

    private final Map<String, String> texts = new HashMap<>();

    @Test
    void it_is_off_whatever_keys_there_are() {
        assertThat(read()).isEmpty();
        texts.put("tidings.mercure.0x.publisher.key", SECRET);
        assertThat(read()).isEmpty();
        texts.put("tidings.mercure.0x", "false");
        assertThat(read()).isEmpty();
        assertThat(Settings.read(source()).mercure().understands0x()).isFalse();
    }

    @Test
    void keys_of_issuers_and_of_other_hubs_variables_are_no_keys_of_its() {
        texts.putAll(Map.of(
                "tidings.mercure.0x", "true",
                "tidings.issuers", "shop",
                "tidings.issuer.shop.id", "https://shop.example",
                "tidings.issuer.shop.publisher.key", SECRET,
                "MERCURE_TRUSTED_ISSUERS", "https://a.example",
                "MERCURE_PUBLISHER_JWT_KEY", SECRET));
        assertThat(read().orElseThrow().keys()).isEmpty();
    }

    @Test
    void each_role_has_a_key_with_an_algorithm() {
        texts.putAll(Map.of(
                "tidings.mercure.0x", "true",
                "tidings.mercure.0x.publisher.key", SECRET,
                "tidings.mercure.0x.subscriber.key", OTHER,
                "tidings.mercure.0x.subscriber.algorithm", "HS384",
                "tidings.mercure.0x.age", "24h"));
        Mercure0x on = read().orElseThrow();
        assertThat(on.keys().get(Role.PUBLISHER).algorithms()).containsExactly(Algorithm.HS256);
        assertThat(on.keys().get(Role.SUBSCRIBER).algorithms()).containsExactly(Algorithm.HS384);
        assertThat(on.age()).contains(Duration.ofHours(24));
        assertThat(on.toString()).doesNotContain(SECRET, OTHER);
        assertThat(Settings.read(source()).mercure().understands0x()).isTrue();
    }

    @Test
    void nobody_operates_the_hub_by_it() {
        texts.putAll(Map.of("tidings.mercure.0x", "true", "tidings.mercure.0x.operator.key", SECRET));
        assertThat(read().orElseThrow().keys()).isEmpty();
    }

    @Test
    void the_warning_says_what_is_weak() {
        texts.put("tidings.mercure.0x", "true");
        assertThat(read().orElseThrow().warning())
                .contains("tidings.mercure.0x is on", "URL", "for ever; set tidings.mercure.0x.age");
        texts.put("tidings.mercure.0x.age", "1h");
        assertThat(read().orElseThrow().warning()).contains("URL").doesNotContain("for ever");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tidings.mercure.0x=0.x| tidings.mercure.0x=0.x is not understood; write true or false",
                "tidings.mercure.0x.age=long| tidings.mercure.0x.age=long is not understood",
                "tidings.mercure.0x.publisher.key=short| tidings.mercure.0x.publisher.key: HS256 needs a secret",
                "tidings.mercure.0x.publisher.key=!ChangeThisMercureHubJWTSecretKey!| secret is one of an example",
                "tidings.mercure.0x.publisher.algorithm=none| tidings.mercure.0x.publisher.algorithm=none",
                "tidings.mercure.0x.subscriber.key.file=/nowhere| tidings.mercure.0x.subscriber.key.file=/nowhere",
            })
    void a_mistake_stops_the_start_although_it_is_off(String setting, String words) {
        int equals = setting.indexOf('=');
        texts.put(setting.substring(0, equals), setting.substring(equals + 1));
        assertThatIllegalArgumentException().isThrownBy(this::read).withMessageContaining(words);
    }

    private Optional<Mercure0x> read() {
        return TrustedIssuers.read(source()).mercure0x();
    }

    private SettingsSource source() {
        return new SettingsSource(name -> Optional.ofNullable(texts.get(name)));
    }
}
