package dev.tidings.mercure;

import static java.util.function.Predicate.not;

import dev.tidings.authorize.Identity;
import dev.tidings.http.Body;
import dev.tidings.http.Form;
import dev.tidings.http.ReadsBody;
import dev.tidings.publish.PublishSettings;
import dev.tidings.publish.Publishing;
import dev.tidings.subscribe.SubscribeRequest;
import dev.tidings.subscribe.SubscribeSettings;
import dev.tidings.subscribe.Subscribing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code /.well-known/mercure}: the hub as Mercure knows it. */
@Path(".well-known/mercure")
@ApplicationScoped
public class HubResource {

    @Inject
    private MercureSettings settings;

    @Inject
    private SubscribeSettings subscribeSettings;

    @Inject
    private PublishSettings publishSettings;

    @Inject
    private Subscribing subscribing;

    @Inject
    private Publishing publishing;

    /** Opens a stream. JAX-RS is left at its first suspension and never resumed (decision 0002). */
    @GET
    public void subscribe(@Suspended AsyncResponse neverResumed, @Context HttpServletRequest request)
            throws IOException {
        subscribing.stream(request, wanted(request), settings.cursors());
    }

    /** Opens a stream, for more matchers than a URL has room for (RFC 10008). */
    @QUERY
    @ReadsBody
    @Consumes(MediaType.WILDCARD)
    public void query(InputStream body, @Suspended AsyncResponse neverResumed, @Context HttpServletRequest request)
            throws IOException {
        // Read only when it is clear that its sender may listen.
        subscribing.stream(
                request,
                identity -> query(request, form(request, body)).of(identity, subscribeSettings, settings),
                settings.cursors());
    }

    /** The answer that {@link #subscribe} would begin with. */
    @HEAD
    public Response head(@Context HttpServletRequest request) {
        return subscribing.head(request, wanted(request));
    }

    @OPTIONS
    public Response preflight(@Context HttpServletRequest request) {
        return subscribing.preflight(request, "GET, HEAD, OPTIONS, POST, QUERY");
    }

    @POST
    @ReadsBody
    @Consumes(MediaType.WILDCARD)
    public void publish(InputStream body, @Suspended AsyncResponse answer, @Context HttpServletRequest request)
            throws IOException {
        publishing.publish(request, body, answer, Publication::read);
    }

    private Function<Identity, SubscribeRequest> wanted(HttpServletRequest request) {
        return identity -> {
            Form parameters = Form.ofQuery(request.getQueryString());
            return settings.understands0x() && Query0x.is(parameters)
                    ? new Query0x(parameters, header(request)).of(identity, subscribeSettings, settings)
                    : query(request, new byte[0]).of(identity, subscribeSettings, settings);
        };
    }

    private byte[] form(HttpServletRequest request, InputStream body) {
        try {
            return Body.read(request, body, publishSettings.bodyBytes()).form();
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    private static Query query(HttpServletRequest request, byte[] body) {
        Form ofUrl = Form.ofQuery(request.getQueryString());
        Form ofBody = Form.ofBody(body);
        Optional<String> lastEventId = Stream.of(
                        header(request), ofUrl.first(Query.LAST_EVENT_ID), ofBody.first(Query.LAST_EVENT_ID))
                .flatMap(Optional::stream)
                .filter(not(String::isEmpty))
                .findFirst();
        return new Query(ofUrl.and(ofBody), lastEventId);
    }

    private static Optional<String> header(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Last-Event-ID"));
    }

    /** The method of RFC 10008: safe as {@code GET} is, with a body. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @HttpMethod("QUERY")
    @interface QUERY {}
}
