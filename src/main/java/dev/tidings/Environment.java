package dev.tidings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where settings come from: MicroProfile Config where the server has it, else system properties, then environment variables
 * under the same names ({@code tidings.history.events}, {@code TIDINGS_HISTORY_EVENTS}).
 */
final class Environment {

    private static final System.Logger LOG = System.getLogger(Environment.class.getName());

    private Environment() {}

    /** Reads all settings; warns of those that nobody asked for, as they are likely to be misspelt. */
    static Settings settings() {
        var source = new SettingsSource(Environment::text);
        Settings settings = Settings.read(source);
        Set<String> unknown = new TreeSet<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("tidings.") && !source.asked().contains(name))
                .forEach(unknown::add);
        Set<String> variables =
                source.asked().stream().map(Environment::variable).collect(Collectors.toSet());
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("TIDINGS_") && !variables.contains(name))
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "unknown settings, which change nothing: {0}", unknown);
        }
        return settings;
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Optional<String> text(String name) {
        try {
            return FromMicroProfile.text(name);
        } catch (LinkageError | IllegalStateException notOnThisServer) {
            return Optional.ofNullable(System.getProperty(name))
                    .or(() -> Optional.ofNullable(System.getenv(variable(name))));
        }
    }

    /** Apart, so that a server without MicroProfile Config does not miss it when the class around is loaded. */
    private static final class FromMicroProfile {
        static Optional<String> text(String name) {
            return ConfigProvider.getConfig().getOptionalValue(name, String.class);
        }
    }
}
