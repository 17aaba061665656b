package dev.tidings.authorize;

import java.util.Set;

/** A token whose signature is good, with what still depends on when and where it is presented. */
record VerifiedToken(Identity identity, Set<String> audience) {

    VerifiedToken {
        audience = Set.copyOf(audience);
    }
}
