package dev.tidings;

import dev.tidings.subscribe.SessionStreams;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/**
 * Hears from the container that sessions end, by logout or because nobody has used them for their time, or have another id,
 * as after a login.
 */
@WebListener
public class EndedSessions implements HttpSessionListener, HttpSessionIdListener {

    // The object itself, no proxy: sessions end when the application does, too, after CDI has.
    @Inject
    private SessionStreams streams;

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        streams.begun(event.getSession().getId());
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        streams.ended(event.getSession().getId());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String before) {
        streams.ended(before);
    }
}
