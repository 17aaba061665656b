package dev.tidings.load;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The container's own broadcasters, one for each topic. */
@ApplicationScoped
public class NaiveHub {

    private final Map<String, SseBroadcaster> broadcasters = new ConcurrentHashMap<>();
    private volatile Sse sse;

    SseBroadcaster broadcaster(String topic, Sse with) {
        sse = with;
        return broadcasters.computeIfAbsent(topic, first -> with.newBroadcaster());
    }

    /** As in the tutorials, where nobody looks at the stage. */
    void publish(String topic, String data) {
        SseBroadcaster broadcaster = broadcasters.get(topic);
        if (broadcaster != null) {
            var unused = broadcaster.broadcast(sse.newEvent(data));
        }
    }
}
