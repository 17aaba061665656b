package dev.tidings.load;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application with the hub in it, and what it is measured against. */
@ApplicationPath("/")
public class LoadApplication extends Application {}
