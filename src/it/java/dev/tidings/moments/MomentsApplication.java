package dev.tidings.moments;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The application's own mounting. */
@ApplicationPath("rest")
public class MomentsApplication extends Application {}
