package dev.tidings.authorize;

import dev.tidings.http.Form;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The text of the Mercure protocol that somebody goes by. */
public enum Dialect {

    /** 1.0, as draft-dunglas-mercure-08 has it. */
    V1,

    /** 0.x, as draft-dunglas-mercure-07 has it. */
    V0;

    private static final String OF_V1 = "match";

    /**
     * What the sender of a request may go by, where the hub understands both: all of it by 1.0, if there is a parameter or the
     * method of that; and anywhere but at the hub's Mercure address nobody speaks 0.x.
     *
     * @throws dev.tidings.http.ProblemException 400 if the query is malformed
     */
    static Set<Dialect> of(HttpServletRequest request) {
        boolean isV1 = !ProtectedResource.isBelowHub(request)
                || request.getMethod().equals("QUERY")
                || isV1(Form.query(request));
        return isV1 ? EnumSet.of(V1) : EnumSet.allOf(Dialect.class);
    }

    /** Whether a query has a parameter that 1.0 alone knows, or keeps for itself. */
    public static boolean isV1(Form query) {
        return query.names().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(OF_V1));
    }
}
