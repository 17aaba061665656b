package dev.tidings.publish;

import dev.tidings.event.RoleTopic;
import dev.tidings.event.Streamed;
import dev.tidings.event.UriTemplate;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A class of events that are streamed: what its {@link Streamed} says, and how its topics are filled. Looked at once.
 *
 * @param properties how to read each topic variable
 * @param roleTopics those of the roles that may see it
 */
record StreamedType(
        Streamed streamed, List<UriTemplate> templates, Map<String, Property> properties, List<String> roleTopics) {

    /** Reads a property of an event. */
    interface Property {
        Object of(Object event) throws ReflectiveOperationException;
    }

    /**
     * Looks at a class.
     *
     * @throws IllegalArgumentException if a topic is malformed, or has a variable that the class has no property for; or
     *     if a role has no name
     */
    static StreamedType of(Class<?> type, Streamed streamed) {
        List<UriTemplate> templates =
                Stream.of(streamed.topic()).map(UriTemplate::parse).toList();
        Map<String, Property> properties = new HashMap<>();
        for (UriTemplate template : templates) {
            template.variables().forEach(name -> properties.computeIfAbsent(name, unused -> property(type, name)));
        }
        List<String> roleTopics =
                Stream.of(streamed.rolesAllowed()).map(RoleTopic::of).toList();
        return new StreamedType(streamed, templates, Map.copyOf(properties), roleTopics);
    }

    private static Property property(Class<?> type, String name) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Stream.of(name, "get" + capital, "is" + capital)
                .flatMap(method -> getter(type, method).stream())
                .findFirst()
                .or(() -> field(type, name))
                .orElseThrow(() -> new IllegalArgumentException("the topic variable {" + name
                        + "} is not a record component, public getter or public field of " + type.getName()));
    }

    private static Optional<Property> getter(Class<?> type, String name) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name) && isGetter(method) && isReadable(method))
                .findFirst()
                .map(method -> method::invoke);
    }

    private static boolean isGetter(Method method) {
        return method.getParameterCount() == 0 && method.getReturnType() != void.class;
    }

    private static Optional<Property> field(Class<?> type, String name) {
        return Stream.of(type.getFields())
                .filter(field -> field.getName().equals(name) && isReadable(field))
                .findFirst()
                .map(field -> field::get);
    }

    // The class itself need not be public: those inside of others often are not.
    private static boolean isReadable(AccessibleObject member) {
        return member.trySetAccessible();
    }

    /** The topics of an event, the canonical one first, those of roles last. */
    List<String> topics(Object event) {
        Stream<String> own = templates.stream().map(template -> template.expand(name -> text(event, name)));
        return Stream.concat(own, roleTopics.stream()).toList();
    }

    /** Whether only those see its events who were granted one of the topics. */
    boolean isPrivate() {
        return streamed.isPrivate() || !roleTopics.isEmpty();
    }

    private String text(Object event, String name) {
        try {
            Object value = properties.get(name).of(event);
            if (value != null && !value.toString().isEmpty()) {
                return value.toString();
            }
        } catch (ReflectiveOperationException failed) {
            throw new IllegalArgumentException("the property of the topic variable {" + name + "} failed", failed);
        }
        throw new IllegalArgumentException("the topic variable {" + name + "} is empty");
    }
}
