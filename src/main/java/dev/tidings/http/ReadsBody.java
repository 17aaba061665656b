package dev.tidings.http;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Binds {@link BodyFilter} to a resource method that takes the body of a request. */
@NameBinding
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface ReadsBody {}
