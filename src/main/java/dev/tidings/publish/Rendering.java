package dev.tidings.publish;

import dev.tidings.event.Streamed;
import dev.tidings.event.Update;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Makes updates of the application's events: topics from their properties, data by JSON-B. <b>Threads:</b> safe for any. */
@ApplicationScoped
public class Rendering {

    private static final System.Logger LOG = System.getLogger(Rendering.class.getName());

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

    private Jsonb jsonb;

    /** Called when the application starts: the loader of the calling thread finds the provider, and the first to fire may be a foreign one. */
    public void start() {
        // To be called is enough.
    }

    @PostConstruct
    void open() {
        jsonb = JsonbBuilder.create();
    }

    // Jsonb.close declares Exception, which a lifecycle method may not.
    @PreDestroy
    void close() {
        try {
            jsonb.close();
        } catch (Exception leftToTheCollector) {
            LOG.log(System.Logger.Level.DEBUG, "JSON-B does not close", leftToTheCollector);
        }
    }

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
        var update = Update.on(type.topics(event))
                .data(jsonb.toJson(event))
                .isPrivate(type.streamed().isPrivate());
        if (!type.streamed().type().isEmpty()) {
            update.type(type.streamed().type());
        }
        return update.build();
    }
}
