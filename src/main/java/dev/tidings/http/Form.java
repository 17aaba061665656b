package dev.tidings.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names and values of a query or of a form body, read by ourselves: the containers differ in what they take non-ASCII
 * bytes for.
 *
 * <p>The parser is that of the WHATWG URL standard, section 5.1, but for one thing: what is not valid UTF-8 is refused
 * instead of being replaced. Names are case-sensitive; values keep their order.
 */
public final class Form {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Form() {}

    /**
     * The query of a request.
     *
     * @throws ProblemException 400 if it is malformed
     */
    public static Form query(HttpServletRequest request) {
        try {
            return ofQuery(request.getQueryString());
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest(malformed.getMessage()).exception();
        }
    }

    /**
     * Reads a query as it stands in the request line; null is an empty one.
     *
     * @throws IllegalArgumentException if it is not valid UTF-8
     */
    public static Form ofQuery(String query) {
        // A container that lets raw bytes through shows each as a character of its own.
        return query == null ? new Form() : ofBody(query.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads an {@code application/x-www-form-urlencoded} body.
     *
     * @throws IllegalArgumentException if it is not valid UTF-8
     */
    public static Form ofBody(byte[] body) {
        var form = new Form();
        int from = 0;
        for (int at = 0; at <= body.length; at++) {
            if (at == body.length || body[at] == '&') {
                if (at > from) {
                    form.add(body, from, at);
                }
                from = at + 1;
            }
        }
        return form;
    }

    private void add(byte[] body, int from, int to) {
        int equals = from;
        while (equals < to && body[equals] != '=') {
            equals++;
        }
        String name = decode(body, from, equals);
        String value = decode(body, Math.min(equals + 1, to), to);
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    private static String decode(byte[] body, int from, int to) {
        var bytes = new ByteArrayOutputStream(to - from);
        for (int at = from; at < to; at++) {
            int high = body[at] == '%' && at + 2 < to ? Character.digit(body[at + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(body[at + 2], 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                at += 2;
            } else {
                bytes.write(body[at] == '+' ? ' ' : body[at]);
            }
        }
        return utf8(bytes.toByteArray());
    }

    /**
     * Decodes UTF-8.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    public static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new IllegalArgumentException(
                    "the request is not valid UTF-8; encode it as UTF-8, then percent-encode it", invalid);
        }
    }

    /** These, and then those of another. */
    public Form and(Form other) {
        var both = new Form();
        Stream.of(this, other)
                .forEach(form -> form.values.forEach((name, all) -> both.values
                        .computeIfAbsent(name, unused -> new ArrayList<>())
                        .addAll(all)));
        return both;
    }

    /** All values of a name, in order. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The first value of a name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The names that occur. */
    public Set<String> names() {
        return values.keySet();
    }
}
