package dev.tidings.authorize;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A request as a container shows it. */
final class FakeRequest {

    private final List<String> authorization = new ArrayList<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private String origin = "https://hub.example";
    private String path = "/events";
    private Principal principal;
    private String method = "GET";
    private String query;

    FakeRequest authorization(String value) {
        authorization.add(value);
        return this;
    }

    FakeRequest cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    /** Whom the server says it comes from; one without a name, if that is null. */
    FakeRequest principal(String name) {
        principal = () -> name;
        return this;
    }

    FakeRequest asks(String newMethod, String newQuery) {
        method = newMethod;
        query = newQuery;
        return this;
    }

    FakeRequest to(String newOrigin, String newPath) {
        origin = newOrigin;
        path = newPath;
        return this;
    }

    // The servlet API wants a StringBuffer.
    @SuppressWarnings("JdkObsolete")
    HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getHeaders" -> Collections.enumeration(authorization);
                    case "getHeader" -> authorization.isEmpty() ? null : authorization.get(0);
                    case "getUserPrincipal" -> principal;
                    case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(Cookie[]::new);
                    case "getRequestURL" -> new StringBuffer(origin + path);
                    case "getMethod" -> method;
                    case "getQueryString" -> query;
                    case "getRequestURI" -> path;
                    case "getContextPath", "getServletPath" -> "";
                    case "getPathInfo" -> path;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
