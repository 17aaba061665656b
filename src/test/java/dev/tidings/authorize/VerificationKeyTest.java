package dev.tidings.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.KeyPair;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which keys may an operator write, and what are they told otherwise? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerificationKeyTest {

    @ParameterizedTest
    @EnumSource(names = {"RS256", "PS256", "ES256", "EdDSA"})
    void a_public_key_in_pem_is_one_also_with_its_line_ends_written_out(Algorithm algorithm) {
        KeyPair pair = Mint.pair(algorithm);
        String pem = Mint.pem("PUBLIC KEY", pair.getPublic());
        for (String text : new String[] {pem, pem.strip(), pem.replace("\n", "\r\n"), pem.replace("\n", "\\n")}) {
            VerificationKey key = VerificationKey.parse(text, algorithm);
            assertThat(key.key()).isEqualTo(pair.getPublic());
            assertThat(key.algorithms()).containsExactly(algorithm);
        }
    }

    @ParameterizedTest
    @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
    void a_secret_is_one_if_it_is_as_long_as_its_hash(Algorithm algorithm, int bytes) {
        assertThat(VerificationKey.parse("s".repeat(bytes), algorithm).key().getEncoded())
                .hasSize(bytes);
        assertThat(VerificationKey.parse("é".repeat(bytes / 2) + "\n", algorithm)
                        .key()
                        .getEncoded())
                .as("in UTF-8, without white space around it")
                .hasSize(bytes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKey.parse("s".repeat(bytes - 1), algorithm))
                .withMessageContainingAll(
                        algorithm + " needs a secret of at least " + bytes + " bytes, and this one has " + (bytes - 1),
                        "openssl rand");
    }

    static Stream<Arguments> bad() {
        KeyPair rsa = Mint.pair(Algorithm.RS256);
        KeyPair ec = Mint.pair(Algorithm.ES256);
        String publicRsa = Mint.pem("PUBLIC KEY", rsa.getPublic());
        return Stream.of(
                Arguments.of("a public key for HMAC", Algorithm.HS256, publicRsa, "set the algorithm to RS256"),
                Arguments.of(
                        "a private key for HMAC",
                        Algorithm.HS512,
                        Mint.pem("PRIVATE KEY", rsa.getPrivate()),
                        "this is a key in PEM"),
                Arguments.of(
                        "a private key",
                        Algorithm.RS256,
                        Mint.pem("PRIVATE KEY", rsa.getPrivate()),
                        "openssl pkey -in private.pem -pubout"),
                Arguments.of(
                        "RSA of 1024 bits",
                        Algorithm.RS256,
                        Mint.pem("PUBLIC KEY", Mint.rsa(1024).getPublic()),
                        "at least 2048 bits, and this one has 1024"),
                Arguments.of(
                        "RSA of 1024 bits for PSS",
                        Algorithm.PS256,
                        Mint.pem("PUBLIC KEY", Mint.rsa(1024).getPublic()),
                        "at least 2048 bits, and this one has 1024"),
                Arguments.of(
                        "another curve",
                        Algorithm.ES256,
                        Mint.pem("PUBLIC KEY", Mint.ec("secp384r1").getPublic()),
                        "curve P-256"),
                Arguments.of(
                        "an EC key for RSA",
                        Algorithm.RS256,
                        Mint.pem("PUBLIC KEY", ec.getPublic()),
                        "not a public key for RS256"),
                Arguments.of("an RSA key for EC", Algorithm.ES256, publicRsa, "not a public key for ES256"),
                Arguments.of("an RSA key for EdDSA", Algorithm.EdDSA, publicRsa, "not a public key for EdDSA"),
                Arguments.of("a secret for RSA", Algorithm.RS256, "s".repeat(64), "BEGIN PUBLIC KEY"),
                Arguments.of("two keys", Algorithm.RS256, publicRsa + publicRsa, "and nothing else"),
                Arguments.of("half a key", Algorithm.RS256, publicRsa.substring(0, 200), "and nothing else"),
                Arguments.of(
                        "a damaged key",
                        Algorithm.RS256,
                        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                        "openssl pkey -pubin -text"),
                Arguments.of(
                        "bad Base64",
                        Algorithm.RS256,
                        "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
                        "openssl pkey -pubin -text"),
                Arguments.of("an empty secret", Algorithm.HS256, "", "the secret is empty"),
                Arguments.of(
                        "the secret of an example",
                        Algorithm.HS256,
                        "!ChangeThisMercureHubJWTSecretKey!",
                        "everybody knows"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void others_are_refused_with_cause_and_fix_and_never_shown(
            String name, Algorithm algorithm, String text, String words) {
        IllegalArgumentException refusal =
                catchThrowableOfType(IllegalArgumentException.class, () -> VerificationKey.parse(text, algorithm));
        assertThat(refusal).as(name).hasMessageContaining(words);
        text.lines()
                .filter(line -> line.length() > 20 && !line.startsWith("-----"))
                .forEach(line -> assertThat(refusal.getMessage()).doesNotContain(line));
    }

    @Test
    void it_is_not_shown_when_settings_are() {
        VerificationKey key = VerificationKey.parse("a secret that nobody should ever see", Algorithm.HS256);
        assertThat(key).hasToString("a key for [HS256]");
    }
}
