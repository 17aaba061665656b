package dev.tidings.example;

import dev.tidings.http.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers for failures that nobody foresaw: two of the servers would show the exception's message to whoever asked. For
 * {@code RuntimeException}, because one of them does not ask a mapper of {@code Throwable}.
 */
@Provider
public class UnexpectedFailure implements ExceptionMapper<RuntimeException> {

    private static final System.Logger LOG = System.getLogger(UnexpectedFailure.class.getName());

    @Override
    public Response toResponse(RuntimeException failure) {
        if (failure instanceof WebApplicationException answered) {
            return answered.getResponse();
        }
        LOG.log(System.Logger.Level.ERROR, "a request failed", failure);
        return Problem.of(Status.INTERNAL_SERVER_ERROR, "the hub failed; its log says more")
                .response();
    }
}
