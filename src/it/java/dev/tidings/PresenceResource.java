package dev.tidings;

import dev.tidings.presence.Person;
import dev.tidings.presence.PersonJoined;
import dev.tidings.presence.PersonLeft;
import dev.tidings.presence.Presence;
import dev.tidings.subscribe.StreamOpened;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an application knows of those who listen. Belongs to {@link OtherApplication}. */
@Path("presence")
@ApplicationScoped
public class PresenceResource {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Inject
    private Presence presence;

    // Before the hub's own, if it were not for that one's priority.
    void opened(@Observes @Priority(1) StreamOpened stream) {
        if (stream.request().matches().stream().anyMatch(match -> match.text().equals("fails"))) {
            throw new IllegalStateException("as it should in a test");
        }
    }

    void joined(@Observes PersonJoined event) {
        told.add("+" + event.person().subject());
    }

    void left(@Observes PersonLeft event) {
        told.add("-" + event.person().subject());
    }

    @GET
    @Path("people")
    public String people(@QueryParam("topic") String topic) {
        return names(topic == null ? presence.people() : presence.people(topic));
    }

    private static String names(Collection<Person> people) {
        return String.join(" ", people.stream().map(Person::subject).sorted().toList());
    }

    /** How many subscriptions there are. */
    @GET
    @Path("subscriptions")
    public String subscriptions() {
        return Long.toString(presence.subscriptions().count());
    }

    /** How many of them would be sent a public update of this topic. */
    @GET
    @Path("hearing")
    public String hearing(@QueryParam("topic") String topic) {
        return Long.toString(presence.hearing(topic).count());
    }

    /** Who has joined and left so far. */
    @GET
    @Path("told")
    public String told() {
        return String.join(" ", told);
    }
}
