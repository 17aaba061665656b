package dev.tidings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Tells what {@link ArrivedFilter} has counted. */
@Path("arrived")
@ApplicationScoped
public class ArrivedResource {

    @GET
    public String posts() {
        return ArrivedFilter.POSTS.toString();
    }
}
