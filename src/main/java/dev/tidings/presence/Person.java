package dev.tidings.presence;

import dev.tidings.authorize.Identity;
import java.util.Optional;

/**
 * Somebody, however many streams they have.
 *
 * @param issuer who says that it is them
 * @param subject who they are there
 */
public record Person(String issuer, String subject) {

    /** Empty for those who did not say who they are. */
    static Optional<Person> of(Identity identity) {
        return identity.subject().isEmpty()
                ? Optional.empty()
                : Optional.of(new Person(identity.issuer(), identity.subject()));
    }
}
