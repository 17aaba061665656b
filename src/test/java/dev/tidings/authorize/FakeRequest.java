package dev.tidings.authorize;

import jakarta.servlet.ServletContext;
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
    private String context = "";
    private String contextAsWritten = "";
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

    /** Of an application, whose path the client may have written in another way. */
    FakeRequest of(String newContext, String asWritten) {
        context = newContext;
        contextAsWritten = asWritten;
        return this;
    }

    private ServletContext servletContext() {
        return (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals("getContextPath")) {
                        return context;
                    }
                    throw new UnsupportedOperationException(called.getName());
                });
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
                    case "getRequestURL" -> new StringBuffer(origin + contextAsWritten + path);
                    case "getMethod" -> method;
                    case "getQueryString" -> query;
                    case "getRequestURI" -> contextAsWritten + path;
                    case "getContextPath" -> contextAsWritten;
                    case "getServletContext" -> servletContext();
                    case "getServletPath" -> "";
                    case "getPathInfo" -> path;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
