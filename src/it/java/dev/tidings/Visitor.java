package dev.tidings;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody with a browser of their own: it keeps cookies, and goes where it is sent. */
final class Visitor {

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    private final URI application;

    /** Who has not logged in. */
    Visitor(URI application) {
        this.application = application;
    }

    /** Asks for the page, gets the form instead, fills it in, and gets the page. */
    Visitor logIn(String name, String password) {
        get("orders.html");
        String form = Http.form("j_username", name, "j_password", password);
        HttpRequest.Builder login = HttpRequest.newBuilder(application.resolve("j_security_check"))
                .header("Content-Type", Http.FORM)
                .POST(BodyPublishers.ofString(form));
        send(login);
        return this;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(application.resolve(path)));
    }

    HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(application.resolve(path)).POST(BodyPublishers.noBody()));
    }

    /** Publishes over HTTP. */
    HttpResponse<String> publish(String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(application.resolve("api/events"))
                .header("Content-Type", Http.FORM)
                .POST(BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Posts a form, and logs out when the application has let the request in, and before the last byte of it has come. */
    Connection.Answer postAndLogOut(String path, String form, String origin) {
        String cookie = "Cookie: " + cookie();
        String before = get("api/arrived").body();
        try (Connection connection = Connection.to(application.resolve(path))) {
            Runnable logOut = () -> {
                await().until(() -> !get("api/arrived").body().equals(before));
                post("api/session/end");
            };
            return connection.sendSlowly("POST", form, logOut, "Content-Type: " + Http.FORM, origin, cookie);
        }
    }

    /** Opens a stream, as an {@code EventSource} of a page would, which encodes braces. */
    EventStream listen(String query, String... headers) {
        return open("api/events" + query.replace("{", "%7B").replace("}", "%7D"), headers);
    }

    /** Opens a stream of the application's own. */
    EventStream open(String path, String... headers) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        if (!cookie().isEmpty()) {
            all.put("Cookie", cookie());
        }
        return EventStream.open(application.resolve(path), all);
    }

    /** What the browser would send. */
    String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }
}
