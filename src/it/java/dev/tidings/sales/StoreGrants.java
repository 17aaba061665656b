package dev.tidings.sales;

import dev.tidings.authorize.Grants;
import dev.tidings.authorize.LoginGrants;
import dev.tidings.operate.Kick;
import dev.tidings.operate.Whom;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What people may do besides hearing what is their own and their roles': those of a store hear what happens in it, and its head ends
 * streams, for as long as it is theirs. The server would go by what was so when they logged in.
 */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class StoreGrants extends LoginGrants {

    @Inject
    private Staff staff;

    @Inject
    private Kick kick;

    @Override
    public Grants of(HttpServletRequest request) {
        Grants grants = super.of(request);
        String name = request.getUserPrincipal().getName();
        if (name.equals("hasty")) {
            // Logs out in another window, at the worst moment.
            request.getSession().invalidate();
        }
        if (name.equals("nick")) {
            // An operator ends his streams at the worst moment.
            kick.all(Whom.subject(name), "too late");
        }
        if (staff.has(name, "head of store 7")) {
            return grants.and(Grants.toKick());
        }
        return staff.has(name, "store 7") ? grants.and(Grants.toSubscribe("stores/7/{what}")) : grants;
    }
}
