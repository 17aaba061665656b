package dev.tidings.example;

import dev.tidings.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * {@code GET /}: the page, the files it needs, and the sources of this package for whoever wants to do the same. From below
 * {@code WEB-INF}, because the servers disagree on whether JAX-RS or a file in the webapp answers at the root (decision 0001).
 */
@Path("")
@ApplicationScoped
public class PageResource {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "java", "text/plain;charset=UTF-8");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-cache");

    @Inject
    private ServletContext files;

    @GET
    public Response page() throws IOException {
        return file("index.html");
    }

    // Names of this form lead nowhere else.
    @GET
    @Path("{name: [a-z]+\\.(css|js)|source/[A-Za-z]+\\.java}")
    public Response file(@PathParam("name") String name) throws IOException {
        try (InputStream content = files.getResourceAsStream("/WEB-INF/page/" + name)) {
            if (content == null) {
                return Problem.of(Status.NOT_FOUND, "there is no such file").response();
            }
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            Response.ResponseBuilder answer =
                    Response.ok(content.readAllBytes()).header("Content-Type", type);
            HEADERS.forEach(answer::header);
            return answer.build();
        }
    }
}
