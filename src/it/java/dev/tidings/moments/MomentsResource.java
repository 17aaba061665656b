package dev.tidings.moments;

import dev.tidings.orders.Errors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** By which a test makes the application do something. */
@Path("moments")
@ApplicationScoped
public class MomentsResource {

    @Inject
    private Moments moments;

    @Inject
    private Event<Object> events;

    @POST
    @Path("{what}/{id}")
    public String act(@PathParam("what") String what, @PathParam("id") String id) throws Exception {
        switch (what) {
            case "call-and-commit" -> moments.callAndCommit(id);
            case "call-and-roll-back" -> moments.callAndRollBack(id);
            case "step-outside-and-roll-back" -> moments.stepOutsideAndRollBack(id);
            case "chain" -> moments.chain(id);
            case "chain-without-transaction" -> moments.chainWithoutTransaction(id);
            case "be-late" -> {
                return moments.beLate(id);
            }
            case "fire-on-foreign-thread" -> moments.fireOnForeignThread(id);
            case "fire-on-managed-thread-and-roll-back" -> moments.fireOnManagedThreadAndRollBack(id);
            default -> throw new IllegalArgumentException(what);
        }
        return "done";
    }

    @POST
    @Path("shape")
    public String shape(@QueryParam("what") String what, @QueryParam("id") String id) {
        events.fire(
                switch (what) {
                    case "step" -> new Step(id, "done");
                    case "everything" -> Shapes.Everything.of(id);
                    case "hidden" -> Shapes.hidden(id);
                    case "failing" -> new Shapes.Failing();
                    case "flag" -> new Shapes.Flag();
                    default -> throw new IllegalArgumentException(what);
                });
        return "done";
    }

    /** How many hubs there are in this server: each has its sweepers, numbered from one. */
    @GET
    @Path("hubs")
    public long hubs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tidings-sweeper-1"))
                .count();
    }

    /** What the hub has logged as errors so far. */
    @GET
    @Path("errors")
    public String errors() {
        return String.join("\n", Errors.messages());
    }
}
