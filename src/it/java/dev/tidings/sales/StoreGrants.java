package dev.tidings.sales;

import dev.tidings.authorize.Grants;
import dev.tidings.authorize.LoginGrants;
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

    @Override
    public Grants of(HttpServletRequest request) {
        Grants grants = super.of(request);
        String name = request.getUserPrincipal().getName();
        if (name.equals("hasty")) {
            // Logs out in another window, at the worst moment.
            request.getSession().invalidate();
        }
        if (staff.has(name, "head of store 7")) {
            return grants.and(Grants.toKick());
        }
        return staff.has(name, "store 7") ? grants.and(Grants.toSubscribe("stores/7/{what}")) : grants;
    }
}
