package dev.tidings.sales;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The application's own mounting: the hub's resources are below it, too. */
@ApplicationPath("api")
public class SalesApplication extends Application {}
