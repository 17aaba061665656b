package dev.tidings.sales;

import dev.tidings.authorize.Identity;
import dev.tidings.operate.Kick;
import dev.tidings.operate.Whom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** What people may do, and how they lose it: from the staff first, and then from the streams that are open. */
@Path("staff")
@ApplicationScoped
public class StaffResource {

    @Inject
    private Staff staff;

    @Inject
    private Kick kick;

    /** Answers with how many streams that has ended. */
    @POST
    @Path("{name}/dismiss/{role}")
    public String dismiss(
            @PathParam("name") String name, @PathParam("role") String role, @Context SecurityContext who) {
        if (!who.isUserInRole("auditor")) {
            throw new ForbiddenException();
        }
        staff.dismiss(name, role);
        return Integer.toString(
                kick.all(Whom.subject(name).and(Whom.issuer(Identity.LOGIN)), "your duties have changed"));
    }
}
