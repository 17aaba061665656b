package dev.tidings.http;

import jakarta.ws.rs.WebApplicationException;

/** Ends a request with a {@link Problem}; JAX-RS answers with it. */
public final class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), problem.response());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
