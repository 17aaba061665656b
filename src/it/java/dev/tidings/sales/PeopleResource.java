package dev.tidings.sales;

import dev.tidings.presence.Person;
import dev.tidings.presence.PersonJoined;
import dev.tidings.presence.PersonLeft;
import dev.tidings.presence.Presence;
import dev.tidings.sales.SalesEvents.PeopleChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Who is there, for all who have logged in: asked for by a page when it opens, and told when it changes. */
@Path("people")
@ApplicationScoped
public class PeopleResource {

    @Inject
    private Presence presence;

    @Inject
    private Event<PeopleChanged> changed;

    void joined(@Observes PersonJoined event) {
        changed.fire(now());
    }

    void left(@Observes PersonLeft event) {
        changed.fire(now());
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public PeopleChanged people(@Context HttpServletRequest request) {
        if (request.getUserPrincipal() == null) {
            throw new ForbiddenException();
        }
        return now();
    }

    private PeopleChanged now() {
        List<String> names =
                presence.people().stream().map(Person::subject).sorted().toList();
        return new PeopleChanged(names);
    }
}
