package dev.tidings;

import dev.tidings.authorize.Algorithm;
import dev.tidings.authorize.Issuer;
import dev.tidings.authorize.JwksSettings;
import dev.tidings.authorize.Mercure0x;
import dev.tidings.authorize.ProtectedResource;
import dev.tidings.authorize.Role;
import dev.tidings.authorize.TokenSettings;
import dev.tidings.authorize.VerificationKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads whose tokens are trusted, and how: from settings of our own, and from the variables of other Mercure hubs. */
final class TrustedIssuers {

    private static final String VARIABLE = "MERCURE_TRUSTED_ISSUERS";

    private static final String MERCURE_0X = "tidings.mercure.0x";

    private final SettingsSource source;
    private final List<Issuer> issuers = new ArrayList<>();

    private TrustedIssuers(SettingsSource source) {
        this.source = source;
    }

    /** @throws IllegalArgumentException naming the setting, the cause and the fix, and never a key */
    static TokenSettings read(SettingsSource source) {
        return new TrustedIssuers(source).tokens();
    }

    private TokenSettings tokens() {
        source.list("tidings.issuers").forEach(this::addOurs);
        addMercures();
        Optional<Mercure0x> mercure0x = mercure0x();
        if (!issuers.isEmpty() || mercure0x.isPresent()) {
            requireLibrary();
        }
        return new TokenSettings(
                issuers,
                resource("tidings.resource").or(() -> resource("MERCURE_RESOURCE_IDENTIFIER")),
                source.duration("tidings.token.skew", Duration.ofSeconds(30)),
                source.smallBytes("tidings.token.bytes", 8 << 10),
                source.number("tidings.token.cached", 10_000),
                source.number("tidings.token.matchers", 100),
                source.smallBytes("tidings.subscribe.matcher-bytes", 2 << 10),
                new JwksSettings(
                        source.duration("tidings.jwks.timeout", Duration.ofSeconds(5)),
                        source.smallBytes("tidings.jwks.bytes", 256 << 10),
                        source.duration("tidings.jwks.age", Duration.ofMinutes(10)),
                        source.duration("tidings.jwks.pause", Duration.ofSeconds(10))),
                mercure0x);
    }

    // Read although it may be switched off: a mistake in it is told when it is made.
    private Optional<Mercure0x> mercure0x() {
        Map<Role, VerificationKey> keys = keys(role -> {
            String of = MERCURE_0X + "." + role.name().toLowerCase(Locale.ROOT);
            // A claim of 0.x cannot say that somebody operates the hub, so a key for that would be a mistake.
            return role == Role.OPERATOR ? Optional.empty() : key(of + ".key", of + ".algorithm");
        });
        String age = MERCURE_0X + ".age";
        var mercure0x = new Mercure0x(keys, source.text(age).map(text -> source.duration(age, Duration.ZERO)));
        return source.flag(MERCURE_0X, false) ? Optional.of(mercure0x) : Optional.empty();
    }

    // At the start, and not when the first token comes.
    private static void requireLibrary() {
        try {
            Class.forName("org.jose4j.jws.JsonWebSignature", false, TrustedIssuers.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "tokens need jose4j, which the application does not have; put org.bitbucket.b_c:jose4j into WEB-INF/lib, or"
                            + " trust no issuer and leave tidings.mercure.0x off",
                    missing);
        }
    }

    private Optional<ProtectedResource> resource(String setting) {
        return source.text(setting).map(text -> understood(setting, text, ProtectedResource::new));
    }

    private void addOurs(String name) {
        if (!name.matches("[a-z0-9]+")) {
            throw new IllegalArgumentException(
                    "tidings.issuers has \"" + name
                            + "\"; name each issuer by a word of a-z and 0-9, and write its address as tidings.issuer.<word>.id");
        }
        String prefix = "tidings.issuer." + name + ".";
        String id = source.text(prefix + "id")
                .orElseThrow(() -> new IllegalArgumentException(
                        prefix + "id is missing; write what stands in the iss of its tokens"));
        Map<Role, VerificationKey> keys = keys(role -> {
            String of = prefix + role.name().toLowerCase(Locale.ROOT);
            return key(of + ".key", of + ".algorithm");
        });
        Optional<URI> jwks =
                source.text(prefix + "jwks").map(text -> understood(prefix + "jwks", text, TrustedIssuers::uri));
        issuers.add(understood(prefix.substring(0, prefix.length() - 1), id, some -> new Issuer(some, keys, jwks)));
    }

    private void addMercures() {
        Map<Role, VerificationKey> keys =
                keys(role -> key("MERCURE_" + role + "_JWT_KEY", "MERCURE_" + role + "_JWT_ALG"));
        List<String> trusted = source.list(VARIABLE);
        if (trusted.isEmpty() && !keys.isEmpty()) {
            throw new IllegalArgumentException("a MERCURE_…_JWT_KEY is set, but " + VARIABLE
                    + " is not; write there what stands in the iss of the tokens that the key is for");
        }
        trusted.forEach(id -> issuers.add(understood(VARIABLE, id, some -> new Issuer(some, keys, Optional.empty()))));
    }

    private static Map<Role, VerificationKey> keys(Function<Role, Optional<VerificationKey>> key) {
        Map<Role, VerificationKey> keys = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            key.apply(role).ifPresent(some -> keys.put(role, some));
        }
        return keys;
    }

    private Optional<VerificationKey> key(String setting, String algorithmSetting) {
        Algorithm algorithm = source.oneOf(algorithmSetting, Algorithm.values(), Algorithm.HS256);
        return source.secret(setting)
                .map(text -> understood(setting, text, some -> VerificationKey.parse(some, algorithm)));
    }

    // Without the text, in which somebody may have put a password.
    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("write a URL such as https://issuer.example/jwks.json");
        }
    }

    private static <T> T understood(String setting, String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(setting + ": " + refused.getMessage(), refused);
        }
    }
}
