package dev.tidings.load;

/**
 * What a driver is asked to publish, in one line.
 *
 * @param lag in saturation: so many events may be under way to the slowest subscriber
 * @param rate events a second; 0 means saturation
 * @param payload bytes of an event's data
 * @param topics the events go to these in turn
 * @param seconds how long
 * @param first the first event's number
 * @param topic the name of a topic, with %d for its number
 */
record Order(int lag, double rate, int payload, int topics, double seconds, long first, String topic) {

    /** A subscriber's place that no subscriber has: the driver is to stop. */
    static final long STOP = -1;

    static Order parse(String line) {
        String[] part = line.split(" ", 7);
        return new Order(
                Integer.parseInt(part[0]),
                Double.parseDouble(part[1]),
                Integer.parseInt(part[2]),
                Integer.parseInt(part[3]),
                Double.parseDouble(part[4]),
                Long.parseLong(part[5]),
                part[6]);
    }

    String line() {
        return lag + " " + rate + " " + payload + " " + topics + " " + seconds + " " + first + " " + topic;
    }

    boolean isSaturated() {
        return rate == 0;
    }

    /** When an event is due, in nanoseconds after the start. */
    long due(long sequence) {
        return (long) ((sequence - first) * (1e9 / rate));
    }

    /** Which of the topics an event is for. */
    int topicOf(long sequence) {
        return topics == 1 ? 0 : (int) (sequence % topics);
    }

    /** The same from another number on. */
    Order from(long sequence) {
        return new Order(lag, rate, payload, topics, seconds, sequence, topic);
    }

    /** The same for another time. */
    Order lasting(double time) {
        return new Order(lag, rate, payload, topics, time, first, topic);
    }

    /** The same at another pace. */
    Order at(double otherRate, int otherLag) {
        return new Order(otherLag, otherRate, payload, topics, seconds, first, topic);
    }

    /** The same to so many topics. */
    Order to(int count) {
        return new Order(lag, rate, payload, count, seconds, first, topic);
    }

    /** The name of a topic. */
    static String name(String pattern, int number) {
        return pattern.replace("%d", Integer.toString(number));
    }
}
