package dev.tidings.publish;

import dev.tidings.http.ReadsBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** {@code POST /events}: publishes one update, and answers with its id once the log has it. */
@Path("events")
@ApplicationScoped
public class PublishResource {

    @Inject
    private Publishing publishing;

    @POST
    @ReadsBody
    @Consumes(MediaType.WILDCARD)
    public void publish(InputStream body, @Suspended AsyncResponse answer, @Context HttpServletRequest request)
            throws IOException {
        publishing.publish(request, body, answer, PublishRequest::read);
    }
}
