package dev.tidings.broadcast;

import dev.tidings.event.Audience;
import dev.tidings.event.TopicMatcher;
import java.util.Set;

/** Matchers of one topic among many, as subscribers may write them. All topics have three segments. */
public enum Kind {
    EXACT("acme/room-%d/door"),
    /** The literal segment that tells them apart is among those with which they begin. */
    BEGINS("acme/room-%d/{what}"),
    /** The literal segment that tells them apart comes after a variable. */
    LATER("{tenant}/room-%d/{what}"),
    /** No segment is literal. */
    FREE("{tenant}/{room}-%d/{what}");

    private final String form;

    Kind(String form) {
        this.form = form;
    }

    /** Those who want the topic of a number, and no other. */
    Audience audience(int number) {
        return Audience.ofPublic(Set.of(TopicMatcher.parse(String.format(form, number))));
    }

    /** The topic of a number. */
    static String topic(int number) {
        return String.format(EXACT.form, number);
    }
}
