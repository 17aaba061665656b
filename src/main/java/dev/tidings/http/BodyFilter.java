package dev.tidings.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * What has to be done before a body is read. A resource method is too late for it: CXF reads the whole of a form, however
 * large it is and however long it takes, before it calls the method; TomEE takes the filter with
 * {@code openejb.jaxrs.providers.auto=true}. (Jersey looks at the first byte of a form even before any
 * filter.)
 *
 * <p><b>Threads:</b> the request's own.
 */
@Provider
@Priority(0)
@ReadsBody
@ApplicationScoped
public class BodyFilter implements ContainerRequestFilter {

    @Inject
    private BodySettings settings;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        Session.note(request);
        context.setEntityStream(new BoundedStream(context.getEntityStream(), settings.bytes()));
    }
}
