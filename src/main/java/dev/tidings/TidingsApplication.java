package dev.tidings;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Mounts JAX-RS at the root of the WAR. Not in the library jar: there the other application's own one counts. */
@ApplicationPath("/")
public class TidingsApplication extends Application {

    /** Payara's Jersey would describe all resources at {@code /application.wadl}; the other servers know no such thing. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
