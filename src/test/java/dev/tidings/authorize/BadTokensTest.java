package dev.tidings.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.security.Key;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens are not good, however hard somebody has tried (RFC 8725; RFC 9068, section 4)? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadTokensTest {

    private static final Key SECRET = Mint.secret(32);
    private static final KeyPair RSA = Mint.pair(Algorithm.RS256);
    private static final KeyPair EC = Mint.pair(Algorithm.ES256);
    private static final KeyPair STRANGER = Mint.pair(Algorithm.RS256);

    private static final String RSA_ISSUER = "https://rsa.example";
    private static final String EC_ISSUER = "https://ec.example";
    private static final String SPLIT_ISSUER = "https://split.example";
    private static final Key OF_PUBLISHERS = Mint.secret(32);
    private static final Key OF_SUBSCRIBERS = Mint.secret(32);

    private static final Mint GOOD = Mint.of(SECRET, Algorithm.HS256);
    private static final Mint GOOD_RSA =
            Mint.of(RSA.getPrivate(), Algorithm.RS256).claim("iss", RSA_ISSUER);
    private static final Mint GOOD_EC =
            Mint.of(EC.getPrivate(), Algorithm.ES256).claim("iss", EC_ISSUER);
    private static final Mint SPLIT = Mint.of(OF_PUBLISHERS, Algorithm.HS256).claim("iss", SPLIT_ISSUER);

    private final HubWithTokens hub = HubWithTokens.trusting(
            issuer(Mint.ISSUER, Mint.verifies(SECRET, Algorithm.HS256)),
            issuer(RSA_ISSUER, Mint.verifies(RSA.getPublic(), Algorithm.RS256)),
            issuer(EC_ISSUER, Mint.verifies(EC.getPublic(), Algorithm.ES256)),
            new Issuer(
                    SPLIT_ISSUER,
                    Map.of(
                            Role.PUBLISHER,
                            Mint.verifies(OF_PUBLISHERS, Algorithm.HS256),
                            Role.SUBSCRIBER,
                            Mint.verifies(OF_SUBSCRIBERS, Algorithm.HS256)),
                    Optional.empty()));

    private static Issuer issuer(String id, VerificationKey key) {
        return new Issuer(id, Map.of(Role.SUBSCRIBER, key), Optional.empty());
    }

    @Test
    void those_that_the_bad_ones_are_made_of_are_good() throws Exception {
        for (Mint mint : List.of(GOOD, GOOD_RSA, GOOD_EC, SPLIT.key(OF_SUBSCRIBERS))) {
            assertThat(hub.identify(mint.token()).subject()).isEqualTo("ann");
        }
        assertThat(hub.identify(SPLIT.token(), Role.PUBLISHER).subject()).isEqualTo("ann");
    }

    static Stream<Arguments> unsigned() {
        String payload = Mint.base64(JsonUtil.toJson(GOOD.claims()));
        String good = GOOD.token();
        String signature = good.substring(good.lastIndexOf('.'));
        return Stream.of(
                bad("alg none", "compact", header("none") + "." + payload + "."),
                bad("alg none with a signature", "algorithm", header("none") + "." + payload + signature),
                bad("alg None", "algorithm", header("None") + "." + payload + signature),
                bad("alg hs256", "algorithm", header("hs256") + "." + payload + signature),
                bad("no alg", "algorithm", Mint.base64("{\"typ\":\"at+jwt\"}") + "." + payload + signature),
                bad(
                        "alg of a number",
                        "malformed",
                        Mint.base64("{\"typ\":\"at+jwt\",\"alg\":1}") + "." + payload + signature),
                bad(
                        "another's signature",
                        "signature",
                        GOOD.key(Mint.secret(32)).token()),
                bad("the signature of another payload", "signature", withPayloadOf(GOOD.claim("sub", "root"), good)),
                bad("a longer signature", "signature", good + "AAAA"),
                bad("a signature of one byte", "signature", good.substring(0, good.lastIndexOf('.')) + ".AA"),
                bad("two parts", "compact", good.substring(0, good.lastIndexOf('.'))),
                bad("four parts", "compact", good + ".AA"),
                bad("five parts, as a JWE", "compact", good + ".AA.AA"),
                bad("empty", "compact", ""),
                bad("dots", "compact", ".."),
                bad("padding", "compact", good + "="),
                bad("spaces", "compact", " " + good),
                bad("line end", "compact", good + "\n"),
                bad("letters of another base", "compact", good.replace('.', '+')),
                bad("header is no JSON", "malformed", Mint.base64("x") + "." + payload + signature),
                bad("header is an array", "malformed", Mint.base64("[]") + "." + payload + signature),
                bad("payload is no JSON", "malformed", GOOD.token("x")),
                bad("payload is an array", "malformed", GOOD.token("[]")),
                bad("payload is null", "malformed", GOOD.token("null")),
                bad("payload is two objects", "malformed", GOOD.token("{}{}")),
                bad("an ES256 signature of zeros", "signature", zeros(GOOD_EC.token(), 64)),
                bad("an ES256 signature of the order", "signature", ofTheOrder(GOOD_EC.token())));
    }

    static Stream<Arguments> attacks() throws Exception {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(STRANGER.getPublic());
        Map<String, Object> embedded = jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
        Mint stranger = GOOD_RSA.key(STRANGER.getPrivate());
        Key publicAsSecret = new SecretKeySpec(RSA.getPublic().getEncoded(), "HMAC");
        Key pemAsSecret =
                new SecretKeySpec(Mint.pem("PUBLIC KEY", RSA.getPublic()).getBytes(UTF_8), "HMAC");
        Mint hmac = GOOD_RSA.header("alg", "HS256");
        return Stream.of(
                bad("HS256 with the RSA public key", "no key", hmac.key(publicAsSecret)),
                bad("HS256 with the RSA public key in PEM", "no key", hmac.key(pemAsSecret)),
                bad("PS256 for a key of RS256", "no key", GOOD_RSA.header("alg", "PS256")),
                bad("RS512 for a key of RS256", "algorithm", GOOD_RSA.header("alg", "RS512")),
                bad("HS512 for a key of HS256", "no key", GOOD.header("alg", "HS512")),
                bad("RS256 for an issuer of HS256", "no key", stranger.claim("iss", Mint.ISSUER)),
                bad("an embedded jwk", "signature", stranger.header("jwk", embedded)),
                bad(
                        "an embedded jwk that is named",
                        "signature",
                        stranger.header("jwk", embedded).header("kid", "x")),
                bad("a jku", "signature", stranger.header("jku", "https://attacker.example/jwks")),
                bad("an x5u", "signature", stranger.header("x5u", "https://attacker.example/x.pem")),
                bad("an x5c", "signature", stranger.header("x5c", List.of("AAAA"))),
                bad("a kid that is a path", "signature", stranger.header("kid", "../../../../dev/null")),
                bad("a kid that is a query", "signature", stranger.header("kid", "' or '1'='1")),
                bad("a kid that is an address", "signature", stranger.header("kid", "https://attacker.example/")),
                bad("a kid that is a number", "malformed", GOOD.header("kid", 1)),
                bad("a kid that is an object", "malformed", GOOD.header("kid", Map.of("a", "b"))),
                bad(
                        "the key of another trusted issuer",
                        "signature",
                        GOOD_RSA.key(Mint.pair(Algorithm.RS256).getPrivate())),
                bad("the name of another trusted issuer", "no key", GOOD.claim("iss", RSA_ISSUER)),
                bad("the publisher's key, to listen", "signature", SPLIT),
                bad("crit", "extension", GOOD.header("crit", List.of("exp"))),
                bad("an empty crit", "extension", GOOD.header("crit", List.of())),
                bad("b64", "extension", GOOD.header("b64", true)));
    }

    static Stream<Arguments> claims() {
        long now = Mint.NOW.getEpochSecond();
        return Stream.of(
                bad("typ JWT", "typ", GOOD.header("typ", "JWT")),
                bad("no typ", "typ", GOOD.header("typ", null)),
                bad("typ of a number", "typ", GOOD.header("typ", 1)),
                bad("typ at+jwt with more", "typ", GOOD.header("typ", "at+jwt; x")),
                bad("typ application/at+jwt+json", "typ", GOOD.header("typ", "application/at+jwt+json")),
                bad("no iss", "iss", GOOD.claim("iss", null)),
                bad("iss of a list", "iss", GOOD.claim("iss", List.of(Mint.ISSUER))),
                bad("iss in other letters", "not trusted", GOOD.claim("iss", "https://Issuer.example")),
                bad("iss with a slash", "not trusted", GOOD.claim("iss", Mint.ISSUER + "/")),
                bad("an unknown iss", "not trusted", GOOD.claim("iss", "https://attacker.example")),
                bad("no aud", "aud", GOOD.claim("aud", null)),
                bad("an empty aud", "aud", GOOD.claim("aud", List.of())),
                bad("another aud", "aud", GOOD.claim("aud", "https://hub.example")),
                bad("aud with a slash", "aud", GOOD.claim("aud", Mint.HUB.identifier() + "/")),
                bad("aud of a number", "aud", GOOD.claim("aud", 1)),
                bad("aud with a number", "aud", GOOD.claim("aud", List.of(Mint.HUB.identifier(), 1))),
                bad("no exp", "no exp", GOOD.claim("exp", null)),
                bad("exp now", "expired", GOOD.claim("exp", now)),
                bad("exp within the skew", "expired", GOOD.claim("exp", now - 1)),
                bad("exp long ago", "expired", GOOD.claim("exp", 0)),
                bad("exp of text", "exp is not a time", GOOD.claim("exp", String.valueOf(now + 60))),
                bad("exp before all time", "exp is not a time", GOOD.claim("exp", -1)),
                bad("exp after all time", "exp is not a time", GOOD.claim("exp", Long.MAX_VALUE)),
                bad("exp in milliseconds", "exp is not a time", GOOD.claim("exp", now * 1000)),
                bad("exp as large as it gets", "exp is not a time", GOOD.claim("exp", 1e308)),
                bad("nbf beyond the skew", "nbf", GOOD.claim("nbf", now + 31)),
                bad("nbf of text", "nbf", GOOD.claim("nbf", "yesterday")),
                bad("sub of a number", "sub", GOOD.claim("sub", 1)),
                bad("jti of a number", "jti", GOOD.claim("jti", 1)),
                bad("exp twice", "malformed", GOOD.token("{\"exp\":1," + rest())),
                bad("iss twice", "malformed", GOOD.token("{\"iss\":\"https://attacker.example\"," + rest())),
                bad(
                        "aud twice, the same",
                        "malformed",
                        GOOD.token("{\"aud\":\"" + Mint.HUB.identifier() + "\"," + rest())),
                bad("a name twice, once escaped", "malformed", GOOD.token("{\"\\u0065xp\":1," + rest())),
                bad(
                        "a name twice, deep within",
                        "malformed",
                        GOOD.token("{\"x\":{\"y\":[{\"a\":1,\"a\":2}]}," + rest())),
                bad("alg twice", "malformed", twice("alg", "HS256")),
                bad("not UTF-8", "malformed", notUtf8()));
    }

    private static String rest() {
        return JsonUtil.toJson(GOOD.claims()).substring(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unsigned", "attacks", "claims"})
    void it_is_refused_for_what_is_wrong_with_it(String name, String reason, String token) {
        InvalidTokenException refusal = catchThrowableOfType(InvalidTokenException.class, () -> hub.identify(token));
        assertThat(refusal).as(name).isNotNull();
        assertThat(refusal).hasMessageContaining(reason);
        assertThat(refusal.getMessage()).doesNotContain("attacker", "root");
    }

    @Test
    void one_of_a_subscribers_key_does_not_publish() {
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> hub.identify(SPLIT.key(OF_SUBSCRIBERS).token(), Role.PUBLISHER));
        assertThatExceptionOfType(InvalidTokenException.class)
                .as("the issuer has no key for publishers at all")
                .isThrownBy(() -> hub.identify(GOOD.token(), Role.PUBLISHER));
    }

    @Test
    void one_that_was_good_for_one_role_is_not_remembered_for_the_other() throws Exception {
        String token = SPLIT.key(OF_SUBSCRIBERS).token();
        hub.identify(token);
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> hub.identify(token, Role.PUBLISHER));
    }

    @Test
    @Timeout(5)
    void one_of_a_megabyte_is_refused_before_anything_is_parsed() {
        String large = GOOD.claim("x", "y".repeat(1 << 20)).token();
        for (String token : List.of(large, "a".repeat(1 << 20), ".".repeat(1 << 20))) {
            assertThatExceptionOfType(InvalidTokenException.class)
                    .isThrownBy(() -> hub.identify(token))
                    .withMessageContaining("too large; tidings.token.bytes allows 8192");
        }
    }

    @Test
    void one_with_thousands_of_levels_is_an_ordinary_bad_one() {
        String levels = "[".repeat(2500) + "]".repeat(2500);
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> hub.identify(GOOD.token("{\"authorization_details\":" + levels + "," + rest())));
        String details =
                JsonUtil.toJson(GOOD.claim("authorization_details", null).claims());
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() ->
                        hub.identify(GOOD.token("{\"authorization_details\":" + levels + "," + details.substring(1))))
                .withMessageContaining("levels");
    }

    private static Arguments bad(String name, String reason, String token) {
        return Arguments.of(name, reason, token);
    }

    private static Arguments bad(String name, String reason, Mint mint) {
        return Arguments.of(name, reason, mint.token());
    }

    private static String header(String algorithm) {
        return Mint.base64("{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm + "\"}");
    }

    private static String withPayloadOf(Mint other, String token) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + Mint.base64(JsonUtil.toJson(other.claims())) + "." + parts[2];
    }

    private static String zeros(String token, int count) {
        return signed(token, new byte[count]);
    }

    // r = s = n: each is zero modulo the order, which a verifier that only looks for zeros misses.
    private static String ofTheOrder(String token) {
        var order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        byte[] bytes = order.toByteArray();
        byte[] signature = new byte[64];
        System.arraycopy(bytes, bytes.length - 32, signature, 0, 32);
        System.arraycopy(bytes, bytes.length - 32, signature, 32, 32);
        return signed(token, signature);
    }

    private static String signed(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String twice(String name, String value) {
        String good = GOOD.token();
        String header = "{\"typ\":\"at+jwt\",\"" + name + "\":\"none\",\"" + name + "\":\"" + value + "\"}";
        return Mint.base64(header) + good.substring(good.indexOf('.'));
    }

    private static String notUtf8() {
        String good = GOOD.token();
        byte[] payload = JsonUtil.toJson(GOOD.claims()).replace("ann", "a?n").getBytes(UTF_8);
        for (int i = 0; i < payload.length; i++) {
            payload[i] = payload[i] == '?' ? (byte) 0xff : payload[i];
        }
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
        return good.substring(0, good.indexOf('.') + 1) + encoded + good.substring(good.lastIndexOf('.'));
    }
}
