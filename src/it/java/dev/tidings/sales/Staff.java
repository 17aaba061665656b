package dev.tidings.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who there is, and what they do. The password of each is their name backwards. */
@ApplicationScoped
public class Staff implements IdentityStore {

    private final Map<String, Set<String>> roles = new ConcurrentHashMap<>(Map.of(
            "ann", Set.of(),
            "sam", Set.of("sales"),
            "sally", Set.of("sales"),
            "sue", Set.of("support"),
            "audrey", Set.of("auditor"),
            "stella", Set.of("store 7"),
            "stan", Set.of("store 7"),
            "stacy", Set.of("head of store 7"),
            "hasty", Set.of("sales")));

    public Staff() {
        // Made to look like what lies below another's, like a matcher, or like another.
        for (String name : List.of("ann/orders", "ann%2Forders", "*", "{name}", "{me}", "..", "Eve", "%65ve", "nick")) {
            roles.put(name, Set.of());
        }
    }

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        String name = credential.getCaller();
        boolean isRight = roles.containsKey(name)
                && credential.getPasswordAsString().contentEquals(new StringBuilder(name).reverse());
        return isRight
                ? new CredentialValidationResult(name, roles.get(name))
                : CredentialValidationResult.INVALID_RESULT;
    }

    /** What somebody does now; the server goes by what they did when they logged in. */
    public boolean has(String name, String role) {
        return roles.getOrDefault(name, Set.of()).contains(role);
    }

    /** Somebody does this no more. */
    public void dismiss(String name, String role) {
        roles.computeIfPresent(name, (unused, before) -> {
            Set<String> now = new HashSet<>(before);
            now.remove(role);
            return now;
        });
    }
}
