package dev.tidings.load;

import dev.tidings.load.Options.WrongException;
import java.util.List;
import java.util.stream.IntStream;

/** What one run does, whichever hub it is done to. Reads the options, and refuses what makes no sense together. */
record Scenario(
        int healthy,
        int stalled,
        int slow,
        int slowBytes,
        int churn,
        int replay,
        int live,
        boolean isIdle,
        int topics,
        int matches,
        String match,
        int readers,
        Order order) {

    static Scenario of(Options options) {
        int subscribers = options.count("subscribers");
        int stalled = (int) (subscribers * options.number("stalled") / 100);
        int slow = (int) (subscribers * options.number("slow") / 100);
        int topics = options.count("topics");
        int published = options.has("published") ? options.count("published") : topics;
        var order = new Order(
                options.count("lag"),
                options.number("rate"),
                options.count("payload"),
                published,
                options.number("seconds"),
                1,
                options.text("topic"));
        var scenario = new Scenario(
                subscribers - stalled - slow,
                stalled,
                slow,
                options.count("slow-bytes"),
                options.count("churn"),
                options.count("replay"),
                options.count("live"),
                options.has("idle"),
                topics,
                options.count("matches"),
                options.has("match") ? options.text("match") : options.text("topic"),
                options.count("readers"),
                order);
        scenario.check();
        boolean isPlain = scenario.topics == 1 && scenario.replay == 0;
        require(
                isPlain || options.list("rivals").stream().noneMatch(name -> name.startsWith("nio")),
                "nio and nio-each know no topics and no history; leave them out of --rivals with --topics and --replay");
        return scenario;
    }

    private void check() {
        require(healthy > 0, "--subscribers, --stalled and --slow leave nobody who reads");
        require(topics > 0 && order.topics() > 0, "--topics and --published are at least 1");
        require(order.topics() <= topics, "--published is at most --topics");
        require(matches > 0 && matches <= topics, "--matches is between 1 and --topics");
        require(readers > 0, "--readers is at least 1");
        require(topics == 1 || order.topic().contains("%d"), "--topic needs a %d where there are several --topics");
        require(order.payload() >= 40, "--payload is at least 40, for the number and the time of the event");
        require(!order.topic().contains(" "), "--topic has no space");
        if (order.isSaturated() && !isIdle) {
            require(order.lag() > 0 && order.lag() <= 1024, "--lag is between 1 and 1024");
            require(
                    (long) healthy * matches >= topics && (readers == 1 || topics == 1),
                    "saturated, every topic needs a subscriber who holds the publisher back, of one reader: give a --rate");
        }
        require(replay == 0 || (!order.isSaturated() && topics == 1), "--replay needs a --rate, and one topic");
        require(replay == 0 || live > 0, "--replay needs --live");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongException(otherwise);
        }
    }

    /** The same, for another time. */
    Scenario lasting(double seconds) {
        return new Scenario(
                healthy,
                stalled,
                slow,
                slowBytes,
                churn,
                replay,
                live,
                isIdle,
                topics,
                matches,
                match,
                readers,
                order.lasting(seconds));
    }

    /** The first of the topics in a row that a subscriber hears. */
    int firstTopic(int subscriber) {
        return (int) ((long) subscriber * matches % topics);
    }

    /** What a subscriber asks for. */
    List<String> asked(int subscriber) {
        int first = firstTopic(subscriber);
        return IntStream.range(first, first + matches)
                .mapToObj(topic -> Order.name(match, topic % topics))
                .toList();
    }

    /** Whether a subscriber hears of anything that is published. */
    boolean isTold(int subscriber) {
        int first = firstTopic(subscriber);
        return first < order.topics() || first + matches > topics;
    }

    /** All that are there when the run begins. */
    int subscribers() {
        return (replay > 0 ? live : healthy) + stalled + slow;
    }
}
