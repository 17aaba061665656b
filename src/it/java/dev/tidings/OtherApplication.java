package dev.tidings;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Another application, which carries the library jar. */
@ApplicationPath("rest")
public class OtherApplication extends Application {}
