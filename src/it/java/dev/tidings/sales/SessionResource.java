package dev.tidings.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.security.Principal;

/** Who is there, and how they leave. */
@Path("session")
@ApplicationScoped
public class SessionResource {

    @GET
    public String who(@Context HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null ? "nobody" : principal.getName();
    }

    /** As the server knows it. */
    @GET
    @Path("id")
    public String id(@Context HttpServletRequest request) {
        return request.getSession().getId();
    }

    /** As a logout is to be: what belongs to the login goes with it. */
    @POST
    @Path("end")
    public String end(@Context HttpServletRequest request) throws ServletException {
        request.logout();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return "done";
    }

    /** Ends the login, and leaves the session as it is. */
    @POST
    @Path("logout")
    public String logout(@Context HttpServletRequest request) throws ServletException {
        request.logout();
        return "done";
    }

    /** Ends the session when nobody has used it for so long, which servers count in minutes otherwise. */
    @POST
    @Path("timeout/{seconds}")
    public String timeout(@PathParam("seconds") int seconds, @Context HttpServletRequest request) {
        request.getSession().setMaxInactiveInterval(seconds);
        return "done";
    }

    /** As servers do by themselves when somebody logs in, not all of them with all ways to log in. */
    @POST
    @Path("change-id")
    public String changeId(@Context HttpServletRequest request) {
        request.changeSessionId();
        return "done";
    }
}
