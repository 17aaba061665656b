package dev.tidings.http;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Type;

/** Objects as JSON text, by the server's JSON-B. <b>Threads:</b> safe for any. */
@ApplicationScoped
public class JsonText {

    private static final System.Logger LOG = System.getLogger(JsonText.class.getName());

    private Jsonb jsonb;

    /** Called when the application starts: the loader of the calling thread finds the provider, and the first to ask may be a foreign one. */
    public void start() {
        // To be called is enough.
    }

    @PostConstruct
    void open() {
        jsonb = JsonbBuilder.create();
    }

    // Jsonb.close declares Exception, which a lifecycle method may not.
    @PreDestroy
    void close() {
        try {
            jsonb.close();
        } catch (Exception leftToTheCollector) {
            LOG.log(System.Logger.Level.DEBUG, "JSON-B does not close", leftToTheCollector);
        }
    }

    public String of(Object value) {
        return jsonb.toJson(value);
    }

    /** As an object of this type, which may have type parameters. */
    public String of(Object value, Type type) {
        return jsonb.toJson(value, type);
    }
}
