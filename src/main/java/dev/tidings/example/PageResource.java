package dev.tidings.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * {@code GET /}: the page, and the two files it needs. From below {@code WEB-INF}, because the servers disagree on whether
 * JAX-RS or a file in the webapp answers at the root (decision 0001).
 */
@Path("")
@ApplicationScoped
public class PageResource {

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html;charset=UTF-8",
            "page.css", "text/css;charset=UTF-8",
            "page.js", "text/javascript;charset=UTF-8");

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

    @GET
    @Path("{name: page\\.(css|js)}")
    public Response file(@PathParam("name") String name) throws IOException {
        try (InputStream content = files.getResourceAsStream("/WEB-INF/page/" + name)) {
            Response.ResponseBuilder answer =
                    Response.ok(content.readAllBytes()).header("Content-Type", TYPES.get(name));
            HEADERS.forEach(answer::header);
            return answer.build();
        }
    }
}
