package dev.tidings.mercure;

import dev.tidings.broadcast.Broadcaster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/**
 * Tells the clients of an application's own resources where their updates are (Mercure 1.0, "Discovery"):
 *
 * <pre>
 * Link[] links = mercure.links(uriInfo, "https://shop.example/orders/42");
 * return Response.ok(orders.find(42)).links(links).build();
 * </pre>
 *
 * <p><b>Threads:</b> safe for any.
 */
@ApplicationScoped
public class MercureLinks {

    @Inject
    private MercureSettings settings;

    @Inject
    private Broadcaster broadcaster;

    /**
     * The hub, and the topic under which the resource is published. Asked for before the resource is read, a client that
     * listens from there on misses nothing that is not in it.
     *
     * @param topic a URI
     * @throws IllegalArgumentException if it is none
     */
    public Link[] links(UriInfo request, String topic) {
        return new Link[] {
            Link.fromUri(hub(request))
                    .rel("mercure")
                    .param("last-event-id", broadcaster.latest().toString())
                    .build(),
            Link.fromUri(URI.create(topic)).rel("self").build()
        };
    }

    private String hub(UriInfo request) {
        return settings.address().orElseGet(() -> request.getBaseUri() + ".well-known/mercure");
    }
}
