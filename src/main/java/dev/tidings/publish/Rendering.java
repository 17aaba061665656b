package dev.tidings.publish;

import dev.tidings.event.Streamed;
import dev.tidings.event.Update;
import dev.tidings.http.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Makes updates of the application's events: topics from their properties, data by JSON-B. <b>Threads:</b> safe for any. */
@ApplicationScoped
public class Rendering {

    // What is known of a class goes with the class, so an application that is undeployed leaves nothing here.
    private static final ClassValue<StreamedType> TYPES = new ClassValue<>() {
        @Override
        protected StreamedType computeValue(Class<?> type) {
            return StreamedType.of(type, type.getAnnotation(Streamed.class));
        }
    };

    private static final ClassValue<Boolean> STREAMED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.isAnnotationPresent(Streamed.class);
        }
    };

    @Inject
    private JsonText json;

    /** Whether events of a class are streamed. */
    static boolean isStreamed(Class<?> type) {
        return STREAMED.get(type);
    }

    /**
     * The update that an event of a streamed class is sent as.
     *
     * @throws IllegalArgumentException if a topic cannot be filled, naming the variable and the class
     */
    public Update update(Object event) {
        StreamedType type = TYPES.get(event.getClass());
        var update = Update.on(type.topics(event)).data(json.of(event)).isPrivate(type.isPrivate());
        if (!type.streamed().type().isEmpty()) {
            update.type(type.streamed().type());
        }
        return update.build();
    }
}
