package dev.tidings.outage;

import dev.tidings.orders.Errors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** By which a test makes the log fail, and the application do something. */
@Path("outage")
@ApplicationScoped
public class OutageResource {

    @Inject
    private UnreliableLog log;

    @Inject
    private Seller seller;

    @POST
    @Path("log/{state}")
    public String become(@PathParam("state") String state) {
        log.become(state);
        return "done";
    }

    @POST
    @Path("sell/{topic}")
    public String sell(@PathParam("topic") String topic) {
        return seller.sell(topic).get() ? "committed" : "rolled back";
    }

    @POST
    @Path("sell-without-transaction/{topic}")
    public String sellWithoutTransaction(@PathParam("topic") String topic) {
        seller.sellWithoutTransaction(topic);
        return "done";
    }

    /** What the hub has logged as errors so far. */
    @GET
    @Path("errors")
    public String errors() {
        return String.join("\n", Errors.messages());
    }
}
