package dev.tidings.rooms;

import dev.tidings.Hub;
import dev.tidings.broadcast.StreamOverException;
import dev.tidings.subscribe.TopicBroadcaster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A broadcaster for each room, and what its listeners were told. */
@ApplicationScoped
public class Rooms {

    private final Map<String, TopicBroadcaster> rooms = new ConcurrentHashMap<>();
    private final Map<String, List<String>> told = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> slow = new ConcurrentHashMap<>();

    @Inject
    private Hub hub;

    TopicBroadcaster room(String name) {
        return rooms.computeIfAbsent(name, this::open);
    }

    private TopicBroadcaster open(String name) {
        TopicBroadcaster room = hub.broadcaster("rooms/" + name);
        room.onClose(sink -> told(name).add("closed " + kind(sink)));
        room.onError((sink, failure) -> {
            told(name).add("failed " + kind(sink) + " " + ((StreamOverException) failure).reason());
            waitIfSlow(name);
        });
        return room;
    }

    private static String kind(SseEventSink sink) {
        return sink.getClass().getName().startsWith("dev.tidings") ? "ours" : "container's";
    }

    private void waitIfSlow(String name) {
        try {
            slow.getOrDefault(name, new CountDownLatch(0)).await();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever is told of an error in this room does not return until it is released. */
    void holdErrors(String name) {
        slow.put(name, new CountDownLatch(1));
    }

    void releaseErrors(String name) {
        slow.remove(name).countDown();
    }

    List<String> told(String name) {
        return told.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>());
    }
}
