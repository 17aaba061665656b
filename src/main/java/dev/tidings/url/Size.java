package dev.tidings.url;

/**
 * How much a pattern contains that is not literal, and may. Each step of a match takes time for all of it, so a subscriber
 * must not bring any amount: {@code (a{100}){100}} is short, and ten thousand places.
 */
final class Size {

    static final int LARGEST = 256;

    private long places;

    void add(long more) {
        places += more;
        check(places);
    }

    static void check(long places) {
        if (places > LARGEST) {
            throw new IllegalArgumentException(
                    "it has more than " + LARGEST
                            + " places that are not literal, each repetition counted; make it smaller, or ask by several patterns");
        }
    }
}
