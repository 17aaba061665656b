package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Does a resource of an application lead its clients to its updates, without one between being missed? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DiscoveryIT {

    private static final Pattern HUB = Pattern.compile("<([^>]+)>\\s*;[^<]*rel=\"?mercure\"?[^<]*");
    private static final Pattern LAST_ID = Pattern.compile("last-event-id=\"([^\"]+)\"");

    @ArquillianResource
    private URI root;

    @Deployment(testable = false)
    static WebArchive application() {
        return HubUnderTest.war("linked.war", "tidings.playground=true").addClass(LinkedResource.class);
    }

    @Test
    void whoever_follows_the_link_of_a_resource_hears_what_was_published_since() {
        HubUnderTest app = new HubUnderTest(Server.local(root, ""), Server.process());
        Http.publish(app.events(), LinkedResource.TOPIC, "before");
        List<String> links = Http.get(app.at("linked")).headers().allValues("Link");
        Http.publish(app.events(), LinkedResource.TOPIC, "between");

        String all = String.join(", ", links);
        assertThat(all).contains("<" + LinkedResource.TOPIC + ">").containsPattern("rel=\"?self");
        Matcher hub = HUB.matcher(all);
        assertThat(hub.find()).as(all).isTrue();
        assertThat(hub.group(1)).isEqualTo(app.at(".well-known/mercure").toString());
        Matcher lastId = LAST_ID.matcher(hub.group());
        assertThat(lastId.find()).as(all).isTrue();
        String query = "?match=" + Http.encode(LinkedResource.TOPIC) + "&last_event_id=" + Http.encode(lastId.group(1));
        try (EventStream stream = EventStream.open(URI.create(hub.group(1) + query))) {
            stream.awaitData("between");
            Http.publish(app.events(), LinkedResource.TOPIC, "after");
            stream.awaitData("between", "after");
        }
    }
}
