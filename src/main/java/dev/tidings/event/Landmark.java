package dev.tidings.event;

import dev.tidings.url.Url;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something by which topics are told apart without comparing them: the text of one segment (what stands between two
 * slashes), where it stands, and among how many. A topic has one for each of its segments, and one that says no more than
 * how many these are. A template matches only topics that have all of its {@link UriTemplate#landmarks}.
 *
 * <p>A topic that is a URL has others besides, for URL patterns: its host, and each segment of its path, among however many.
 *
 * @param segments how many segments the topic has; 0 for the landmarks of URLs
 * @param position which of them this is, from 0; -1 for the landmark without text, -2 for a host
 * @param text the segment or the host as it stands; empty for the landmark without text
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

    /** That of all URLs. */
    static Landmark ofAllUrls() {
        return ofAll(0);
    }

    static Landmark ofHost(String hostname) {
        return new Landmark(0, -2, hostname);
    }

    static Landmark ofPath(int place, String segment) {
        return new Landmark(0, place, segment);
    }

    /** All that a URL has: two more than its path has segments. */
    public static List<Landmark> of(Url url) {
        List<Landmark> landmarks = new ArrayList<>();
        landmarks.add(ofAllUrls());
        landmarks.add(ofHost(url.hostname()));
        String[] segments = url.pathname().split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            landmarks.add(ofPath(i, segments[i]));
        }
        return landmarks;
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
