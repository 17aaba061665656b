package dev.tidings;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that an application has let in, before their bodies are there. */
@Provider
@Priority(1)
public class ArrivedFilter implements ContainerRequestFilter {

    static final AtomicInteger POSTS = new AtomicInteger();

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals("POST")) {
            POSTS.incrementAndGet();
        }
    }
}
