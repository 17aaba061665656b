package dev.tidings.broadcast;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Entry;
import dev.tidings.event.EventId;
import dev.tidings.log.Bounds;
import dev.tidings.log.EventLog;
import dev.tidings.log.FaultyEventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.PositionLostException;
import dev.tidings.log.Retention;
import dev.tidings.log.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One test for each promise that has to hold while many threads are at work. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FanOutStressTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private final Random random = new Random(20_261_121);
    private final ExecutorService publishers = Executors.newFixedThreadPool(4);

    /** A client that began at a position, and wants either everything or topic {@code a} only. */
    private record Client(RecordingSink sink, long from, boolean wantsAll) {}

    private Listening hub = with(1_000_000, 3);

    @AfterEach
    void close() throws InterruptedException {
        publishers.shutdownNow();
        assertThat(publishers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        hub.close();
    }

    /** Nothing is lost, doubled or reordered where replay becomes live, while publishers run. */
    @Test
    void the_seam_between_replay_and_live_cannot_be_seen() throws PositionLostException {
        int total = 40_000;
        AtomicLong left = publish(total, "a", "b");
        List<Client> clients = new ArrayList<>();
        while (left.get() > 0 && clients.size() < 300) {
            Bounds bounds = hub.log.bounds();
            long from = bounds.latest() - (long) (random.nextDouble() * random.nextDouble() * bounds.latest());
            boolean wantsAll = random.nextBoolean();
            RecordingSink sink = hub.resume(bounds.id(from).toString(), wantsAll ? "*" : "a");
            clients.add(new Client(sink, from, wantsAll));
        }
        await().atMost(LONG).until(() -> left.get() == 0);
        hub.publish("a", "end");
        assertGotAll(clients);
        assertThat(clients).hasSizeGreaterThan(50);
    }

    /** Everyone sees concurrent publishers' updates in one order, and each publisher's in the order of publishing. */
    @Test
    void the_order_is_the_same_for_everyone() {
        List<RecordingSink> clients =
                LongStream.range(0, 8).mapToObj(i -> hub.connect("*")).toList();
        AtomicLong left = publish(20_000, "a");
        await().atMost(LONG).until(() -> left.get() == 0);
        hub.publish("a", "end");
        List<String> first = null;
        await().atMost(LONG).until(() -> clients.stream().allMatch(FanOutStressTest::hasEnded));
        for (RecordingSink client : clients) {
            List<String> received = client.received();
            first = first == null ? received : first;
            assertThat(received).isEqualTo(first);
        }
        for (int publisher = 0; publisher < 4; publisher++) {
            String mine = publisher + ":";
            assertThat(first.stream()
                            .filter(data -> data.startsWith(mine))
                            .map(data -> Integer.valueOf(data.substring(2))))
                    .isSorted()
                    .hasSize(5_000);
        }
    }

    /** A client that stops and goes on reading at any moment misses nothing as long as the history has it. */
    @Test
    void a_client_that_stops_and_goes_on_misses_nothing() throws PositionLostException {
        List<RecordingSink> clients =
                LongStream.range(0, 20).mapToObj(i -> hub.connect("a")).toList();
        AtomicLong left = publish(20_000, "a");
        while (left.get() > 0) {
            RecordingSink client = clients.get(random.nextInt(clients.size()));
            if (random.nextBoolean()) {
                client.stopReading();
            } else {
                client.readOn();
            }
        }
        hub.publish("a", "end");
        clients.forEach(RecordingSink::readOn);
        assertGotAll(clients.stream().map(sink -> new Client(sink, 0, true)).toList());
    }

    /** A client that is overrun while live is told of every hole, and between two holes nothing is missing. */
    @Test
    void every_hole_of_an_overrun_client_is_told() {
        hub.close();
        hub = with(500, Integer.MAX_VALUE);
        RecordingSink client = hub.connect("a");
        hub.publish("a", "live");
        Listening.awaitReceived(client, "live");
        AtomicLong left = publish(200_000, "a");
        while (left.get() > 0) {
            client.stopReading();
            long seen = hub.log.bounds().latest();
            until(() -> left.get() == 0 || hub.log.bounds().latest() > seen + 700);
            int before = client.stream().length();
            client.readOn();
            until(() -> left.get() == 0 || client.stream().length() > before);
        }
        client.readOn();
        until(() -> {
            // Again and again, because the last one may have been in a hole.
            hub.publish("a", "end");
            return client.stream().contains("data: end\n\n");
        });
        List<Long> positions = positions(client);
        assertThat(positions).isSorted().doesNotHaveDuplicates();
        assertHolesAreTold(client.stream());
        assertThat(client.stream()).contains("\"reason\":\"overrun\"");
    }

    /** Thousands of audiences each get theirs, all of it, and nothing else. */
    @Test
    void thousands_of_audiences_each_get_theirs() {
        int audiences = 5_000;
        List<RecordingSink> exact = new ArrayList<>();
        List<RecordingSink> template = new ArrayList<>();
        for (int i = 0; i < audiences; i++) {
            exact.add(hub.connect("room/" + i + "/x"));
            template.add(hub.connect("room/" + i + "/{what}"));
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < audiences; i++) {
                hub.publish("room/" + i + "/x", i + ":" + round);
            }
        }
        await().atMost(LONG).until(() -> hub.broadcaster.statistics().delivered() == 6L * audiences);
        for (int i = 0; i < audiences; i++) {
            String[] mine = {i + ":0", i + ":1", i + ":2"};
            assertThat(exact.get(i).received()).containsExactly(mine);
            assertThat(template.get(i).received()).containsExactly(mine);
        }
    }

    /** A stream may be closed at any moment, by anyone, more than once, and is never written to afterwards. */
    @Test
    void a_stream_may_be_closed_at_any_moment() {
        AtomicLong left = publish(40_000, "a");
        List<RecordingSink> clients = new ArrayList<>();
        while (left.get() > 0 && clients.size() < 2_000) {
            RecordingSink client = new RecordingSink();
            Subscriber subscriber =
                    hub.subscribe(random.nextBoolean() ? Optional.of("earliest") : Optional.empty(), client, "a");
            client.of(subscriber);
            publishers.execute(subscriber::close);
            subscriber.close();
            clients.add(client);
        }
        await().atMost(LONG).until(() -> clients.stream().allMatch(RecordingSink::isClosed));
        assertThat(clients).allSatisfy(client -> assertThat(client.misuse()).isEmpty());
        await().until(() -> hub.broadcaster.statistics().streams() == 0);
        assertThat(clients).hasSizeGreaterThan(100);
    }

    /** The hub may be closed at any moment; every stream that it accepted is closed then. */
    @Test
    void the_hub_may_be_closed_while_clients_come() {
        List<RecordingSink> accepted = new ArrayList<>();
        AtomicBoolean closed = new AtomicBoolean();
        var closing = publishers.submit(() -> {
            hub.broadcaster.close();
            closed.set(true);
        });
        while (!closed.get()) {
            RecordingSink client = new RecordingSink();
            hub.broadcaster
                    .subscribe(Listening.audience("a"), Optional.empty(), client, "a test")
                    .ifPresent(subscriber -> accepted.add(client.of(subscriber)));
        }
        assertThat(closing).succeedsWithin(LONG);
        assertThat(accepted).allSatisfy(client -> {
            assertThat(client.isClosed()).isTrue();
            assertThat(client.misuse()).isEmpty();
        });
        assertThat(hub.broadcaster.statistics().streams()).isZero();
    }

    /** Where one entry is due at most and the window holds four, everyone is overtaken all the time and misses nothing. */
    @Test
    void the_smallest_bounds_lose_nothing_while_publishers_run() throws PositionLostException {
        hub.close();
        hub = new Listening(memory(1_000_000), Listening.settings(2, 1), Time.SYSTEM);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean wantsAll = i % 2 == 0;
            clients.add(new Client(hub.connect(wantsAll ? "*" : "a"), 0, wantsAll));
        }
        AtomicLong left = publish(20_000, "a", "b");
        await().atMost(LONG).until(() -> left.get() == 0);
        hub.publish("a", "end");
        assertGotAll(clients);
    }

    /** A thousand clients that come back at once from far behind miss nothing, and cost about as much as one. */
    @Test
    void a_herd_shares_its_reads_and_misses_nothing() throws PositionLostException {
        hub.close();
        var log = new FaultyEventLog(memory(1_000_000));
        hub = new Listening(log, Listening.settings(2, 64), Time.SYSTEM);
        String start = hub.publish("a", "before the loss").toString();
        AtomicLong left = publish(10_000, "a");
        await().atMost(LONG).until(() -> left.get() == 0);
        hub.publish("a", "end");
        RecordingSink single = hub.resume(start, "a");
        assertGotAll(List.of(new Client(single, 1, true)));
        int pagesForOne = log.pages();
        List<Client> herd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            herd.add(new Client(hub.resume(start, "a"), 1, true));
        }
        await().atMost(LONG).until(() -> herd.stream().allMatch(client -> hasEnded(client.sink)));
        assertThat(log.pages())
                .as("pages read, %s of them for one", pagesForOne)
                .isLessThan(3 * pagesForOne);
        assertGotAll(herd);
    }

    /** Streams of ever new audiences that come and go while publishers run leave nothing behind. */
    @Test
    void those_who_come_and_go_leave_no_trace() {
        AtomicLong left = publish(200_000, "a", "b/1", "c/2");
        List<RecordingSink> clients = new ArrayList<>();
        for (int i = 0; left.get() > 0 && i < 3_000; i++) {
            RecordingSink client = new RecordingSink();
            Subscriber subscriber = hub.subscribe(
                    random.nextBoolean() ? Optional.of("earliest") : Optional.empty(),
                    client,
                    random.nextBoolean() ? "a" : "*",
                    "b/{x}",
                    "nobody/" + i);
            client.of(subscriber);
            if (random.nextBoolean()) {
                publishers.execute(subscriber::close);
            } else {
                client.leave();
                publishers.execute(subscriber::gone);
            }
            clients.add(client);
        }
        await().atMost(LONG).until(() -> hub.broadcaster.statistics().streams() == 0);
        assertThat(clients).hasSizeGreaterThan(100);
        // The sweeper takes them out meanwhile.
        await().ignoreException(ConcurrentModificationException.class)
                .untilAsserted(() -> assertThat(hub.broadcaster)
                        .extracting("sweepers", as(InstanceOfAssertFactories.LIST))
                        .allSatisfy(FanOutStressTest::assertServesNobody));
    }

    private static void assertServesNobody(Object sweeper) {
        assertThat(sweeper)
                .extracting("crowds.crowds", as(InstanceOfAssertFactories.MAP))
                .isEmpty();
        assertThat(sweeper)
                .extracting("inbox", as(InstanceOfAssertFactories.COLLECTION))
                .isEmpty();
        assertThat(sweeper)
                .extracting("leaving", as(InstanceOfAssertFactories.COLLECTION))
                .isEmpty();
        assertThat(sweeper)
                .extracting("crowds.index")
                .usingRecursiveComparison()
                .isEqualTo(new Index());
    }

    /** Four threads publish so many updates to topics taken in turn; counts down to 0. */
    private AtomicLong publish(int total, String... topics) {
        AtomicLong left = new AtomicLong(total);
        for (int publisher = 0; publisher < 4; publisher++) {
            String mine = publisher + ":";
            publishers.execute(() -> {
                for (int i = 0; i < total / 4; i++) {
                    hub.publish(topics[i % topics.length], mine + i);
                    left.decrementAndGet();
                }
            });
        }
        return left;
    }

    private static Listening with(int history, int gapsPerMinute) {
        var settings = new BroadcastSettings(
                2,
                20_000,
                1_000,
                64,
                1 << 24,
                Listening.HEARTBEAT,
                Listening.STALL,
                Listening.LIFETIME,
                gapsPerMinute,
                Listening.SAID_BYTES);
        return new Listening(memory(history), settings, Time.SYSTEM);
    }

    private static EventLog memory(int history) {
        return new MemoryEventLog(new Retention(history, Long.MAX_VALUE / 4, Duration.ofDays(1)), Time.SYSTEM);
    }

    private void assertGotAll(List<Client> clients) throws PositionLostException {
        await().atMost(LONG).until(() -> clients.stream().allMatch(client -> hasEnded(client.sink)));
        for (Client client : clients) {
            List<Long> expected = hub.log.read(client.from, Integer.MAX_VALUE).stream()
                    .filter(entry -> client.wantsAll || entry.update().topics().contains("a"))
                    .map(Entry::position)
                    .toList();
            assertThat(positions(client.sink)).isEqualTo(expected);
            assertThat(client.sink.misuse()).isEmpty();
        }
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(condition);
    }

    private static boolean hasEnded(RecordingSink client) {
        return client.stream().endsWith("data: end\n\n");
    }

    /** The positions of the events that the client dispatched. */
    private static List<Long> positions(RecordingSink client) {
        return Stream.of(client.stream().split("\n\n", -1))
                .filter(block -> block.contains("\ndata: ") && !block.contains(Gap.TYPE))
                .map(FanOutStressTest::position)
                .toList();
    }

    private static long position(String block) {
        String id = block.lines()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElseThrow();
        return EventId.parse(id.substring(4)).orElseThrow().position();
    }

    private static void assertHolesAreTold(String stream) {
        long last = -1;
        for (String block : stream.split("\n\n", -1)) {
            if (block.startsWith("id: ")) {
                long position = position(block);
                boolean isEvent = block.contains("\ndata: ") && !block.contains(Gap.TYPE);
                if (isEvent && last >= 0) {
                    assertThat(position).as(block).isEqualTo(last + 1);
                }
                last = position;
            }
        }
    }
}
