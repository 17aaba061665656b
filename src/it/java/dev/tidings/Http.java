package dev.tidings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Asks once, and waits for the answer. */
final class Http {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    static HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    /** Posts a body of this type. */
    static HttpResponse<String> post(URI uri, String type, String body) {
        return send(HttpRequest.newBuilder(uri).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    /** Posts a form of names and values, taken in turn. */
    static HttpResponse<String> postForm(URI uri, String... namesAndValues) {
        return post(uri, FORM, form(namesAndValues));
    }

    /** Publishes to {@code /events}, and returns the id. */
    static String publish(URI events, String topic, String data) {
        HttpResponse<String> response = postForm(events, "topic", topic, "data", data);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    static String form(String... namesAndValues) {
        var form = new StringJoiner("&");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.add(encode(namesAndValues[i]) + "=" + encode(namesAndValues[i + 1]));
        }
        return form.toString();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }
}
