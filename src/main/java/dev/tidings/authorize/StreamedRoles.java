package dev.tidings.authorize;

import static java.util.function.Predicate.not;

import dev.tidings.event.Streamed;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * The roles that the application's streamed types name, as far as CDI comes across these types when it starts. An event is no
 * bean, and where only annotated classes are beans, a container does not show it; but whoever fires it has an injection
 * point for it, or somebody observes it.
 *
 * <p><b>Threads:</b> safe for any. <b>Memory:</b> names, no classes.
 */
public class StreamedRoles implements Extension {

    private final Set<String> roles = new ConcurrentSkipListSet<>();

    /** All that were seen. */
    public Set<String> roles() {
        return Set.copyOf(roles);
    }

    <T> void see(@Observes @WithAnnotations(Streamed.class) ProcessAnnotatedType<T> type) {
        see(type.getAnnotatedType().getJavaClass());
    }

    <T, X> void see(@Observes ProcessInjectionPoint<T, Event<X>> point) {
        if (point.getInjectionPoint().getType() instanceof ParameterizedType event) {
            Stream.of(event.getActualTypeArguments()).forEach(this::see);
        }
    }

    <T, X> void see(@Observes ProcessObserverMethod<T, X> observer) {
        see(observer.getObserverMethod().getObservedType());
    }

    private void see(Type type) {
        if (type instanceof Class<?> event) {
            Streamed streamed = event.getAnnotation(Streamed.class);
            // One without a name is told of when it is rendered.
            Stream.ofNullable(streamed)
                    .flatMap(its -> Stream.of(its.rolesAllowed()))
                    .filter(not(String::isBlank))
                    .forEach(roles::add);
        }
    }
}
