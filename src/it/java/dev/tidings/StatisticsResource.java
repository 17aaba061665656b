package dev.tidings;

import dev.tidings.broadcast.Broadcaster;
import dev.tidings.subscribe.StreamLimits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What the hub counts, in the words of {@link dev.tidings.broadcast.Statistics}. Belongs to {@link OtherApplication}. */
@Path("statistics")
@RequestScoped
public class StatisticsResource {

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private StreamLimits limits;

    @GET
    @Produces("text/plain")
    public String statistics() {
        var now = broadcaster.statistics();
        var text =
                new StringBuilder("streams=" + now.streams() + " delivered=" + now.delivered() + " gaps=" + now.gaps());
        now.endings()
                .forEach((ending, count) ->
                        text.append(' ').append(ending).append('=').append(count));
        return text.append(" shed=").append(limits.turnedAway()).append(' ').toString();
    }
}
