package dev.tidings.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One event of the hub, read back from its bytes (WHATWG HTML, section 9.2.6), for a sink that takes no bytes. Data or a
 * comment, never both.
 */
record WireEvent(String id, String name, long retry, String data) implements OutboundSseEvent {

    /** An empty comment. */
    static final WireEvent NOTHING = new WireEvent(null, null, RECONNECT_NOT_SET, null);

    /**
     * The events of a block. What has no data, heartbeats and ids alone, becomes an empty comment: CXF sends nothing, not
     * even the head, before there is something to send.
     */
    static List<WireEvent> parse(byte[] block) {
        return Stream.of(new String(block, UTF_8).split("\n\n", -1))
                .filter(frame -> !frame.isEmpty())
                .map(WireEvent::event)
                .toList();
    }

    private static WireEvent event(String frame) {
        String id = null;
        String name = null;
        long retry = RECONNECT_NOT_SET;
        List<String> data = new ArrayList<>();
        for (String line : frame.split("\n", -1)) {
            String value = line.substring(Math.min(line.length(), line.indexOf(':') + 2));
            switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "retry" -> retry = Long.parseLong(value);
                case "data" -> data.add(value);
                default -> {}
            }
        }
        return data.isEmpty() ? NOTHING : new WireEvent(id, name, retry, String.join("\n", data));
    }

    /** The same for whoever writes {@code data: } once, and then the data as it is. */
    WireEvent withSplitData() {
        return data == null ? this : new WireEvent(id, name, retry, data.replace("\n", "\ndata: "));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getComment() {
        return data == null ? "" : null;
    }

    @Override
    public long getReconnectDelay() {
        return retry;
    }

    @Override
    public boolean isReconnectDelaySet() {
        return retry != RECONNECT_NOT_SET;
    }

    @Override
    public Class<?> getType() {
        return data == null ? null : String.class;
    }

    @Override
    public Type getGenericType() {
        return getType();
    }

    @Override
    public MediaType getMediaType() {
        return MediaType.TEXT_PLAIN_TYPE;
    }

    @Override
    public String getData() {
        return data;
    }
}
