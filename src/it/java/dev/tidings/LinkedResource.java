package dev.tidings;

import dev.tidings.mercure.MercureLinks;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** A resource that tells where its updates are. Belongs to {@link OtherApplication}. */
@Path("linked")
@RequestScoped
public class LinkedResource {

    static final String TOPIC = "https://shop.example/orders/42";

    @Inject
    private MercureLinks mercure;

    @GET
    public Response linked(@Context UriInfo request) {
        Link[] links = mercure.links(request, TOPIC);
        return Response.ok("the order", "text/plain").links(links).build();
    }
}
