package dev.tidings.publish;

import dev.tidings.event.Update;
import dev.tidings.http.Form;
import dev.tidings.http.Problem;
import dev.tidings.http.Typo;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads an update out of a request: a form, or JSON with the same names. In JSON, {@code topic} may be an array, and
 * {@code data} any value, which is sent as JSON text unless it is a string.
 */
final class PublishRequest {

    private static final Set<String> NAMES = Set.of("topic", "data", "type", "id", "retry", "private", "key");

    /** So many times the limit is read and thrown away before a body that is too large is refused. */
    private static final int READ_PAST_LIMIT = 8;

    private PublishRequest() {}

    /** @throws dev.tidings.http.ProblemException if the request is not one that can be published */
    static Update read(HttpServletRequest request, InputStream body, int limit) throws IOException {
        byte[] bytes = bytes(body, limit);
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        requirePlainUtf8(type, request.getHeader("Content-Encoding"));
        try {
            return switch (type.split(";", 2)[0].trim()) {
                case "application/x-www-form-urlencoded" -> fromForm(Form.ofBody(bytes));
                case "application/json" -> fromJson(Form.utf8(bytes));
                default ->
                    throw unsupported(
                            "send application/x-www-form-urlencoded or application/json, as the Content-Type says");
            };
        } catch (IllegalArgumentException refused) {
            throw Problem.badRequest(refused.getMessage()).exception();
        }
    }

    private static byte[] bytes(InputStream body, int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            drain(body, READ_PAST_LIMIT * (long) limit);
            String detail = new TooLargeException("the body", limit, "tidings.publish.body-bytes").getMessage();
            throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, detail).exception();
        }
        return bytes;
    }

    private static void requirePlainUtf8(String type, String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("a body with Content-Encoding is not accepted; send it plain");
        }
        if (type.contains("charset=") && !type.contains("charset=utf-8") && !type.contains("charset=\"utf-8\"")) {
            throw unsupported("only UTF-8 is accepted; leave the charset out, or say utf-8");
        }
    }

    // A client that still sends when its connection is closed may never see the answer.
    private static void drain(InputStream body, long atMost) throws IOException {
        long left = atMost;
        for (long skipped = -1; left > 0 && skipped != 0; left -= skipped) {
            skipped = body.readNBytes((int) Math.min(left, 1 << 16)).length;
        }
    }

    private static RuntimeException unsupported(String detail) {
        return Problem.of(Status.UNSUPPORTED_MEDIA_TYPE, detail).exception();
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
