package dev.tidings.publish;

import dev.tidings.event.Update;
import dev.tidings.http.Body;
import dev.tidings.http.Form;
import dev.tidings.http.Typo;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads an update out of a body of {@code /events}: a form, or JSON with the same names. In JSON, {@code topic} may be an array, and
 * {@code data} any value, which is sent as JSON text unless it is a string.
 */
final class PublishRequest {

    private static final Set<String> NAMES = Set.of("topic", "data", "type", "id", "retry", "private", "key");

    private PublishRequest() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is malformed, naming the cause and the fix
     * @throws dev.tidings.http.ProblemException 415 if it is neither a form nor JSON
     */
    static Update read(Body body) {
        return switch (body.type()) {
            case Body.FORM -> fromForm(Form.ofBody(body.bytes()));
            case "application/json" -> fromJson(Form.utf8(body.bytes()));
            default -> throw Body.unsupported("send " + Body.FORM + " or application/json, as the Content-Type says");
        };
    }

    private static Update fromForm(Form form) {
        Typo.refuse(form.names(), NAMES);
        var update = begin(form.all("topic"));
        update.data(form.first("data").orElse(""));
        // Said twice in two ways, it is private.
        update.isPrivate(
                form.all("private").stream().map(PublishRequest::isTrue).reduce(false, Boolean::logicalOr));
        texts(update, form::first);
        return update.build();
    }

    private static Update fromJson(String text) {
        JsonObject json = object(text);
        Typo.refuse(json.keySet(), NAMES);
        var update = begin(topics(json.get("topic")));
        update.data(plain(json.getOrDefault("data", JsonValue.NULL)).orElse(""));
        value(json, "private").ifPresent(value -> update.isPrivate(isTrue(value)));
        texts(update, name -> value(json, name));
        return update.build();
    }

    private static JsonObject object(String text) {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            if (parser.next() == JsonParser.Event.START_OBJECT) {
                JsonObject object = parser.getObject();
                if (!parser.hasNext()) {
                    return object;
                }
            }
        } catch (RuntimeException | StackOverflowError notOne) {
            // Of any kind: parsers have their own way to say that it is nested too deeply.
            throw new IllegalArgumentException("the body is not a JSON object", notOne);
        }
        throw new IllegalArgumentException("the body is not a JSON object");
    }

    private static Update.Builder begin(List<String> topics) {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a topic is missing; send topic=... at least once");
        }
        return Update.on(topics);
    }

    private static void texts(Update.Builder update, Function<String, Optional<String>> values) {
        set(values.apply("type"), update::type);
        set(values.apply("id"), update::id);
        set(values.apply("key"), update::key);
        set(values.apply("retry"), retry -> update.retry(retry(retry)));
    }

    // An empty field of a form is one that was not filled in.
    private static void set(Optional<String> value, Consumer<String> field) {
        value.filter(text -> !text.isEmpty()).ifPresent(field);
    }

    private static List<String> topics(JsonValue value) {
        if (value == null) {
            return List.of();
        }
        List<? extends JsonValue> all =
                value.getValueType() == JsonValue.ValueType.ARRAY ? value.asJsonArray() : List.of(value);
        return all.stream().map(PublishRequest::topic).toList();
    }

    private static String topic(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw new IllegalArgumentException("topic is a string, or an array of strings");
    }

    private static Optional<String> value(JsonObject json, String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value.getValueType() == JsonValue.ValueType.ARRAY || value.getValueType() == JsonValue.ValueType.OBJECT) {
            throw new IllegalArgumentException(name + " is a single value");
        }
        return plain(value);
    }

    private static Optional<String> plain(JsonValue value) {
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        return value == JsonValue.NULL ? Optional.empty() : Optional.of(value.toString());
    }

    private static Duration retry(String value) {
        if (!value.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("retry is a number of milliseconds, in at most ten digits");
        }
        return Duration.ofMillis(Long.parseLong(value));
    }

    private static boolean isTrue(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "", "on", "true", "1" -> true;
            case "off", "false", "0" -> false;
            default -> throw new IllegalArgumentException("private is true or false");
        };
    }
}
