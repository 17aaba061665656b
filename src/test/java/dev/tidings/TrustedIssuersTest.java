package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.authorize.Algorithm;
import dev.tidings.authorize.Issuer;
import dev.tidings.authorize.ProtectedResource;
import dev.tidings.authorize.Role;
import dev.tidings.authorize.TokenSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose tokens does an operator trust, and what are they told of a mistake? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TrustedIssuersTest {

    private static final String SECRET = "a secret of more than thirty-two bytes";
    private static final String OTHER = "another secret of more than forty-eight bytes, for HS384";

    @TempDir
    Path directory;

    @Test
    void who_writes_nothing_trusts_nobody() {
        TokenSettings tokens = read(Map.of());
        assertThat(tokens.issuers()).isEmpty();
        assertThat(tokens.resource()).isEmpty();
        assertThat(tokens.areForAnyAddress()).isFalse();
        assertThat(tokens.skew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(tokens.bytes()).isEqualTo(8 << 10);
        assertThat(tokens.cached()).isEqualTo(10_000);
        assertThat(tokens.matchers()).isEqualTo(100);
        assertThat(tokens.jwks().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(tokens.jwks().bytes()).isEqualTo(256 << 10);
        assertThat(tokens.jwks().age()).isEqualTo(Duration.ofMinutes(10));
        assertThat(tokens.jwks().pause()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void issuers_have_names_of_ours_and_keys_for_each_role_or_an_address() {
        TokenSettings tokens = read(Map.of(
                "tidings.issuers", "shop, login",
                "tidings.issuer.shop.id", "https://shop.example",
                "tidings.issuer.shop.publisher.key", SECRET,
                "tidings.issuer.shop.subscriber.key", OTHER,
                "tidings.issuer.shop.subscriber.algorithm", "HS384",
                "tidings.issuer.login.id", "https://login.example/",
                "tidings.issuer.login.jwks", "https://login.example/jwks.json",
                "tidings.resource", "https://hub.example/.well-known/mercure"));
        Issuer shop = tokens.issuers().get(0);
        assertThat(shop.id()).isEqualTo("https://shop.example");
        assertThat(shop.keys().get(Role.PUBLISHER).algorithms()).containsExactly(Algorithm.HS256);
        assertThat(shop.keys().get(Role.PUBLISHER).key().getEncoded())
                .asString()
                .isEqualTo(SECRET);
        assertThat(shop.keys().get(Role.SUBSCRIBER).algorithms()).containsExactly(Algorithm.HS384);
        assertThat(shop.keys().get(Role.SUBSCRIBER).key().getEncoded())
                .asString()
                .isEqualTo(OTHER);
        Issuer login = tokens.issuers().get(1);
        assertThat(login.id()).isEqualTo("https://login.example/");
        assertThat(login.keys()).isEmpty();
        assertThat(login.jwks()).contains(URI.create("https://login.example/jwks.json"));
        assertThat(tokens.resource()).contains(new ProtectedResource("https://hub.example/.well-known/mercure"));
        assertThat(tokens.areForAnyAddress()).isFalse();
        assertThat(tokens.toString()).doesNotContain(SECRET, OTHER);
    }

    @Test
    void the_variables_of_other_mercure_hubs_are_understood() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        PublicKey key = generator.generateKeyPair().getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        Path file = Files.writeString(directory.resolve("key"), SECRET + "\n");
        TokenSettings tokens = read(Map.of(
                "MERCURE_TRUSTED_ISSUERS", "https://a.example, https://b.example",
                "MERCURE_PUBLISHER_JWT_KEY_FILE", file.toString(),
                "MERCURE_SUBSCRIBER_JWT_KEY", pem,
                "MERCURE_SUBSCRIBER_JWT_ALG", "ES256",
                "MERCURE_RESOURCE_IDENTIFIER", "https://hub.example/.well-known/mercure"));
        assertThat(tokens.issuers()).extracting(Issuer::id).containsExactly("https://a.example", "https://b.example");
        assertThat(tokens.issuers()).allSatisfy(issuer -> {
            assertThat(issuer.keys().get(Role.PUBLISHER).key().getEncoded())
                    .asString()
                    .isEqualTo(SECRET);
            assertThat(issuer.keys().get(Role.SUBSCRIBER).key()).isEqualTo(key);
        });
        assertThat(tokens.resource()).contains(new ProtectedResource("https://hub.example/.well-known/mercure"));
    }

    @Test
    void a_key_may_be_in_a_file() throws Exception {
        Path file = Files.writeString(directory.resolve("key"), SECRET + "\r\n");
        Map<String, String> texts = new HashMap<>(Map.of(
                "tidings.issuers", "shop",
                "tidings.issuer.shop.id", "https://shop.example",
                "tidings.issuer.shop.publisher.key.file", file.toString()));
        Issuer shop = read(texts).issuers().get(0);
        assertThat(shop.keys()).containsOnlyKeys(Role.PUBLISHER);
        assertThat(shop.keys().get(Role.PUBLISHER).key().getEncoded())
                .asString()
                .isEqualTo(SECRET);
        texts.put("tidings.issuer.shop.publisher.key", OTHER);
        assertRefused(texts, "tidings.issuer.shop.publisher.key.file are both set; remove one");
        texts.remove("tidings.issuer.shop.publisher.key");
        Files.writeString(file, "\n");
        assertRefused(texts, "tidings.issuer.shop.publisher.key: the secret is empty");
        Files.delete(file);
        assertRefused(texts, "tidings.issuer.shop.publisher.key.file=" + file + " cannot be read");
    }

    @Test
    void tokens_are_for_any_address_that_a_request_comes_to_until_one_is_set() {
        Map<String, String> texts = new HashMap<>(
                Map.of("MERCURE_TRUSTED_ISSUERS", "https://a.example", "MERCURE_PUBLISHER_JWT_KEY", SECRET));
        assertThat(read(texts).areForAnyAddress()).isTrue();
        texts.put("tidings.resource", "https://hub.example/live");
        assertThat(read(texts).areForAnyAddress()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tidings.issuer.shop.id=| tidings.issuer.shop.id is missing",
                "tidings.issuer.shop.publisher.key=| needs either keys or the address of its JWK Set",
                "tidings.issuer.shop.jwks=https://x.example/| needs either keys or the address of its JWK Set",
                "tidings.issuer.shop.publisher.key=short| tidings.issuer.shop.publisher.key: HS256 needs a secret",
                "tidings.issuer.shop.publisher.algorithm=HS512| HS512 needs a secret of at least 64 bytes",
                "tidings.issuer.shop.publisher.algorithm=none| one of [HS256, HS384, HS512, RS256, PS256, ES256, EdDSA]",
                "tidings.issuer.shop.publisher.algorithm=hs256| one of [HS256",
                "tidings.issuer.shop.publisher.algorithm=RS256| tidings.issuer.shop.publisher.key: RS256 needs a public key",
                "tidings.issuers=https://shop.example| name each issuer by a word",
                "tidings.issuers=shop,shop| an issuer is there twice",
                "MERCURE_TRUSTED_ISSUERS=https://shop.example| needs either keys",
                "MERCURE_SUBSCRIBER_JWT_KEY=a secret of more than thirty-two bytes| MERCURE_TRUSTED_ISSUERS",
                "MERCURE_PUBLISHER_JWT_ALG=RS999| MERCURE_PUBLISHER_JWT_ALG=RS999 is not understood",
                "tidings.resource=hub.example| tidings.resource: write the hub's address",
                "MERCURE_RESOURCE_IDENTIFIER=hub.example| MERCURE_RESOURCE_IDENTIFIER: write",
                "tidings.token.bytes=0| tidings.token.bytes=0",
                "tidings.jwks.age=soon| tidings.jwks.age=soon",
            })
    void a_mistake_stops_the_start_and_names_cause_and_fix(String setting, String words) {
        Map<String, String> texts = new HashMap<>(Map.of(
                "tidings.issuers", "shop",
                "tidings.issuer.shop.id", "https://shop.example",
                "tidings.issuer.shop.publisher.key", SECRET));
        int equals = setting.indexOf('=');
        texts.put(setting.substring(0, equals), setting.substring(equals + 1));
        assertRefused(texts, words);
    }

    @Test
    void an_unsafe_address_of_keys_is_refused() {
        assertRefused(
                Map.of(
                        "tidings.issuers", "shop",
                        "tidings.issuer.shop.id", "https://shop.example",
                        "tidings.issuer.shop.jwks", "http://shop.example/jwks"),
                "tidings.issuer.shop: keys are fetched by https");
    }

    private static void assertRefused(Map<String, String> texts, String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(texts)).withMessageContaining(words);
        var refusal = catchThrowableOfType(IllegalArgumentException.class, () -> read(texts));
        assertThat(List.of(refusal.getMessage(), String.valueOf(refusal.getCause())))
                .noneMatch(text -> text.contains(SECRET) || text.contains(OTHER));
    }

    private static TokenSettings read(Map<String, String> texts) {
        return TrustedIssuers.read(new SettingsSource(name -> Optional.ofNullable(texts.get(name))));
    }
}
