package dev.tidings.sales;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Nothing in the pages but what is the application's own, and nothing of them kept. */
@WebFilter({"*.html", "*.js"})
public class Headers implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (response instanceof HttpServletResponse http) {
            http.setHeader(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self';"
                            + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
            http.setHeader("X-Content-Type-Options", "nosniff");
            // Who has logged out sees it no more.
            http.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }
}
