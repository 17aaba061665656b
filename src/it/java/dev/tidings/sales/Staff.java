package dev.tidings.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Map;
import java.util.Set;

/** Who there is. The password of each is their name backwards. */
@ApplicationScoped
public class Staff implements IdentityStore {

    private static final Map<String, Set<String>> ROLES = Map.of(
            "ann", Set.of(),
            // A name made to look like what lies below another's.
            "ann/orders", Set.of(),
            "sam", Set.of("sales"),
            "sue", Set.of("support"),
            "audrey", Set.of("auditor"),
            "stella", Set.of("store 7"),
            "hasty", Set.of("sales"));

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        String name = credential.getCaller();
        boolean isRight = ROLES.containsKey(name)
                && credential.getPasswordAsString().contentEquals(new StringBuilder(name).reverse());
        return isRight
                ? new CredentialValidationResult(name, ROLES.get(name))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
