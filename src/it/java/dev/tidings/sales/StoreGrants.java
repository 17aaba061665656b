package dev.tidings.sales;

import dev.tidings.authorize.Grants;
import dev.tidings.authorize.LoginGrants;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.http.HttpServletRequest;

/** What people may hear besides what is their own and their roles': what happens in their store. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class StoreGrants extends LoginGrants {

    @Override
    public Grants of(HttpServletRequest request) {
        Grants grants = super.of(request);
        if (request.getUserPrincipal().getName().equals("hasty")) {
            // Logs out in another window, at the worst moment.
            request.getSession().invalidate();
        }
        return request.isUserInRole("store 7") ? grants.and(Grants.toSubscribe("stores/7/{what}")) : grants;
    }
}
