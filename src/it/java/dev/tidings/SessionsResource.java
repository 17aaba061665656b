package dev.tidings;

import dev.tidings.operate.Kick;
import dev.tidings.operate.Whom;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** An application that has sessions, and ends the streams of one. Belongs to {@link OtherApplication}. */
@Path("sessions")
@RequestScoped
public class SessionsResource {

    @Inject
    private Kick kick;

    /** Begins one; the answer is its id. */
    @POST
    @Produces("text/plain")
    public String begin(@Context HttpServletRequest request) {
        return request.getSession(true).getId();
    }

    /** Answers with how many streams it had. */
    @POST
    @Path("{id}/kick")
    @Produces("text/plain")
    public String kick(@PathParam("id") String id) {
        return Integer.toString(kick.all(Whom.session(id), "you have logged out"));
    }
}
