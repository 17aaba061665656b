package dev.tidings.operate;

import dev.tidings.authorize.Access;
import dev.tidings.http.Body;
import dev.tidings.http.BodySettings;
import dev.tidings.http.Cors;
import dev.tidings.http.Form;
import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import dev.tidings.http.ReadsBody;
import dev.tidings.http.Session;
import dev.tidings.subscribe.Subscribing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * {@code POST /events/kick}: ends others' streams. A form, and no {@code DELETE} with a query: names of people and of sessions do not
 * belong into the logs of whatever stands between.
 */
@Path("events/kick")
@ApplicationScoped
public class KickResource {

    private static final System.Logger LOG = System.getLogger(KickResource.class.getName());

    @Inject
    private Subscribing subscribing;

    @Inject
    private Access access;

    @Inject
    private Kick kick;

    @Inject
    private Cors cors;

    @POST
    @ReadsBody
    @Consumes(MediaType.WILDCARD)
    public Response kick(InputStream body, @Context HttpServletRequest request) throws IOException {
        String origin = request.getHeader("Origin");
        try {
            subscribing.requireAdmitted(request);
            Session session = Session.of(request);
            access.operator(request, session);
            KickRequest asked = read(Body.read(request, body, BodySettings.ANY, "this address"));
            String operator = access.operator(request, session);
            int kicked = kick.all(asked.whom(), asked.reason());
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} ended {1} streams, by {2}",
                    operator,
                    kicked,
                    String.join(", ", asked.criteria()));
            String answer =
                    Json.createObjectBuilder().add("kicked", kicked).build().toString();
            Response.ResponseBuilder done =
                    Response.ok(answer, MediaType.APPLICATION_JSON).header("Cache-Control", "no-store");
            cors.headers(origin).forEach(done::header);
            return done.build();
        } catch (ProblemException refused) {
            throw cors.readable(refused.problem(), origin).exception();
        }
    }

    private static KickRequest read(Body body) {
        try {
            return KickRequest.read(Form.ofBody(body.form()));
        } catch (IllegalArgumentException refused) {
            throw Problem.badRequest(refused.getMessage()).exception();
        }
    }

    @OPTIONS
    public Response preflight(@Context HttpServletRequest request) {
        Response.ResponseBuilder answer = Response.noContent().header("Allow", "OPTIONS, POST");
        cors.preflightHeaders(request.getHeader("Origin")).forEach(answer::header);
        return answer.build();
    }
}
