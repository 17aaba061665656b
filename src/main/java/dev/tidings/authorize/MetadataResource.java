package dev.tidings.authorize;

import dev.tidings.http.Cors;
import dev.tidings.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Tells clients whose tokens the hub takes, and how (RFC 9728, "Protected Resource Metadata"). It belongs to the root of the
 * hub's origin: where the application is not there, a proxy has to pass it on.
 */
// As ProtectedResource.METADATA has it.
@Path(".well-known/oauth-protected-resource")
@ApplicationScoped
public class MetadataResource {

    @Inject
    private Access access;

    @Inject
    private TokenSettings settings;

    @Inject
    private MetadataSettings shown;

    @Inject
    private Cors cors;

    @GET
    @Path("{hub: .+}")
    public Response metadata(@PathParam("hub") String hub, @Context HttpServletRequest request) {
        ProtectedResource resource = access.resource(request);
        if (!resource.isAt("/" + hub)) {
            Problem none = Problem.of(Response.Status.NOT_FOUND, "there is no hub at this path");
            throw cors.readable(none, request.getHeader("Origin")).exception();
        }
        JsonObjectBuilder metadata = Json.createObjectBuilder().add("resource", resource.identifier());
        // Those who have only given us a key make their tokens themselves: nobody can ask there for one.
        List<String> issuers = settings.issuers().stream()
                .filter(issuer -> issuer.jwks().isPresent())
                .map(Issuer::id)
                .toList();
        if (!issuers.isEmpty()) {
            metadata.add("authorization_servers", Json.createArrayBuilder(issuers));
        }
        metadata.add("bearer_methods_supported", Json.createArrayBuilder(List.of("header")))
                .add(
                        "authorization_details_types_supported",
                        Json.createArrayBuilder(List.of(AuthorizationDetails.TYPE)))
                .add("mercure_cookie", Credentials.COOKIE)
                .add("mercure_matcher_types_supported", Json.createArrayBuilder(List.of("exact", "urlpattern")));
        if (shown.subscriptions()) {
            metadata.add("mercure_subscriptions", true);
        }
        Response.ResponseBuilder answer = Response.ok(metadata.build().toString(), MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-cache");
        cors.headers(request.getHeader("Origin")).forEach(answer::header);
        return answer.build();
    }
}
