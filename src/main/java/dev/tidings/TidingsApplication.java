package dev.tidings;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Mounts JAX-RS at the root of the WAR. Not in the library jar: there the other application's own one counts. */
@ApplicationPath("/")
public class TidingsApplication extends Application {}
