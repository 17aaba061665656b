package dev.tidings.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something by which topics are told apart without comparing them: the text of one segment (what stands between two
 * slashes), where it stands, and among how many. A topic has one for each of its segments, and one that says no more than
 * how many these are. A template matches only topics that have all of its {@link UriTemplate#landmarks}.
 *
 * @param segments how many segments the topic has
 * @param position which of them this is, from 0; -1 for the landmark without text
 * @param text the segment as it stands; empty for the landmark without text
 */
public record Landmark(int segments, int position, String text) implements Comparable<Landmark> {

    // Subscribers choose the texts, and could choose many with the same hash: what can be ordered, a hash map still
    // finds in logarithmic time.
    private static final Comparator<Landmark> ORDER = Comparator.comparing(Landmark::text)
            .thenComparingInt(Landmark::position)
            .thenComparingInt(Landmark::segments);

    /** That of all topics with so many segments. */
    static Landmark ofAll(int segments) {
        return new Landmark(segments, -1, "");
    }

    /** All that a topic has: one more than it has segments. */
    public static List<Landmark> of(String topic) {
        int segments = 1;
        for (int slash = topic.indexOf('/'); slash >= 0; slash = topic.indexOf('/', slash + 1)) {
            segments++;
        }
        List<Landmark> landmarks = new ArrayList<>(segments + 1);
        landmarks.add(ofAll(segments));
        int from = 0;
        for (int i = 0; i < segments; i++) {
            int slash = topic.indexOf('/', from);
            int to = slash < 0 ? topic.length() : slash;
            landmarks.add(new Landmark(segments, i, topic.substring(from, to)));
            from = to + 1;
        }
        return landmarks;
    }

    @Override
    public int compareTo(Landmark other) {
        return ORDER.compare(this, other);
    }
}
