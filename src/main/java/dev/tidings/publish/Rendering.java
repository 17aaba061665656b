package dev.tidings.publish;

import dev.tidings.event.Streamed;
import dev.tidings.event.Update;
import dev.tidings.event.UriTemplate;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes updates of the application's events: topics from their properties, data by JSON-B. <b>Threads:</b> safe for any. */
@ApplicationScoped
public class Rendering {

    private static final System.Logger LOG = System.getLogger(Rendering.class.getName());

    // Goes with the class, so an application that is undeployed leaves nothing here.
    private static final ClassValue<Optional<Streamed>> STREAMED = new ClassValue<>() {
        @Override
        protected Optional<Streamed> computeValue(Class<?> type) {
            return Optional.ofNullable(type.getAnnotation(Streamed.class));
        }
    };

    private Jsonb jsonb;

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

    /** What a class says about how its events are streamed; empty if they are not. */
    static Optional<Streamed> streamed(Class<?> type) {
        return STREAMED.get(type);
    }

    /**
     * The update that an event of a streamed class is sent as.
     *
     * @throws IllegalArgumentException if a topic cannot be filled, naming the variable and the class
     */
    public Update update(Object event) {
        Streamed streamed = streamed(event.getClass()).orElseThrow();
        List<String> topics = new ArrayList<>();
        for (String template : streamed.topic()) {
            topics.add(UriTemplate.parse(template).expand(name -> text(event, name)));
        }
        var update = Update.on(topics).data(jsonb.toJson(event)).isPrivate(streamed.isPrivate());
        if (!streamed.type().isEmpty()) {
            update.type(streamed.type());
        }
        return update.build();
    }

    private static String text(Object event, String name) {
        Object value = value(event, name);
        if (value == null || value.toString().isEmpty()) {
            throw new IllegalArgumentException("the topic variable {" + name + "} is empty");
        }
        return value.toString();
    }

    private static Object value(Object event, String name) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        try {
            Optional<Method> getter = Stream.of(name, "get" + capital, "is" + capital)
                    .flatMap(method -> method(event.getClass(), method).stream())
                    .findFirst();
            return getter.isPresent()
                    ? getter.get().invoke(event)
                    : event.getClass().getField(name).get(event);
        } catch (NoSuchFieldException | IllegalAccessException missing) {
            throw new IllegalArgumentException(
                    "the topic variable {" + name + "} is not a record component, public getter or public field of "
                            + event.getClass().getName(),
                    missing);
        } catch (InvocationTargetException failed) {
            throw new IllegalArgumentException(
                    "the getter for the topic variable {" + name + "} failed", failed.getCause());
        }
    }

    private static Optional<Method> method(Class<?> type, String name) {
        try {
            Method method = type.getMethod(name);
            // The class itself need not be public, as records inside other classes often are not.
            return method.getReturnType() != void.class && method.trySetAccessible()
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }
}
