package dev.tidings.authorize;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How tokens of Mercure 0.x are verified. They say neither who has made them nor whom they are for: the key alone tells.
 *
 * @param keys may lack a role, for which such tokens are then not good
 * @param age so long after its {@code iat} a token without {@code exp} is good; if empty, for ever
 */
public record Mercure0x(Map<Role, VerificationKey> keys, Optional<Duration> age) {

    /** In the place of the issuer. No token can say it: what one says there is not looked at. */
    static final String ISSUER = "mercure 0.x";

    public Mercure0x {
        keys = Map.copyOf(keys);
    }

    /** What an operator should know. */
    public String warning() {
        return "tidings.mercure.0x is on: tokens may come in the URL, which stands in logs and histories"
                + (age.isEmpty()
                        ? ", and one without exp is good for ever; set tidings.mercure.0x.age to have it end"
                        : "");
    }
}
