package dev.tidings.operate;

import dev.tidings.broadcast.Subscriber;
import dev.tidings.http.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whose streams an operator wants to end.
 *
 * @param criteria the names of those that were given, for a log: never what they say, since a session's id is a secret
 * @param whom all of them together
 */
record KickRequest(List<String> criteria, Predicate<Subscriber> whom, String reason) {

    private static final String REASON = "reason";
    private static final String WITHOUT_REASON = "the stream was ended by an operator";
    private static final Map<String, Function<String, Predicate<Subscriber>>> CRITERIA = new LinkedHashMap<>();

    static {
        CRITERIA.put("issuer", Whom::issuer);
        CRITERIA.put("subject", Whom::subject);
        CRITERIA.put("token_id", Whom::tokenId);
        CRITERIA.put("token_hash", Whom::tokenHash);
        CRITERIA.put("session", Whom::session);
        CRITERIA.put("topic", Whom::topic);
        CRITERIA.put("address", Whom::address);
    }

    KickRequest {
        criteria = List.copyOf(criteria);
    }

    /**
     * Reads one. What is not understood is never ignored, as without it more streams would be meant.
     *
     * @throws IllegalArgumentException naming the cause and the fix
     */
    static KickRequest read(Form form) {
        List<String> criteria = new ArrayList<>();
        Predicate<Subscriber> whom = subscriber -> true;
        for (String name : form.names()) {
            if (form.all(name).size() > 1) {
                throw new IllegalArgumentException("each parameter once; send a request for each value");
            }
            if (CRITERIA.containsKey(name)) {
                criteria.add(name);
                whom = whom.and(CRITERIA.get(name).apply(form.all(name).get(0)));
            } else if (!name.equals(REASON)) {
                throw new IllegalArgumentException(
                        "unknown parameter; there are " + String.join(", ", CRITERIA.keySet()) + " and " + REASON);
            }
        }
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException(
                    "say whose streams are meant, by at least one of " + String.join(", ", CRITERIA.keySet()));
        }
        String reason = form.first(REASON).orElse(WITHOUT_REASON);
        Kick.requireReason(reason);
        return new KickRequest(criteria, whom, reason);
    }
}
