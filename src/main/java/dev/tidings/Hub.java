package dev.tidings;

import dev.tidings.authorize.AccessSettings;
import dev.tidings.authorize.LoginSettings;
import dev.tidings.authorize.MetadataSettings;
import dev.tidings.authorize.TokenSettings;
import dev.tidings.authorize.Tokens;
import dev.tidings.broadcast.Broadcaster;
import dev.tidings.event.TopicMatcher;
import dev.tidings.http.BodySettings;
import dev.tidings.http.Cors;
import dev.tidings.http.JsonText;
import dev.tidings.http.Proxies;
import dev.tidings.log.EventLog;
import dev.tidings.log.MemoryEventLog;
import dev.tidings.log.Time;
import dev.tidings.mercure.MercureSettings;
import dev.tidings.presence.PresenceSettings;
import dev.tidings.presence.Roster;
import dev.tidings.publish.PublishLimits;
import dev.tidings.publish.PublishSettings;
import dev.tidings.publish.Publisher;
import dev.tidings.publish.TimerSettings;
import dev.tidings.subscribe.SessionStreams;
import dev.tidings.subscribe.StreamLimits;
import dev.tidings.subscribe.StreamThreads;
import dev.tidings.subscribe.SubscribeSettings;
import dev.tidings.subscribe.TopicBroadcaster;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Puts the rooms together, and takes them apart when the application ends: no server closes a stream by itself.
 *
 * <p>An application may bring a log of its own, as an {@code @Alternative} bean of type {@link EventLog}.
 */
@ApplicationScoped
public class Hub {

    private static final System.Logger LOG = System.getLogger(Hub.class.getName());

    /** Where the hub's own {@code SseBroadcaster} publishes. */
    private static final String TOPIC = "broadcast";

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Settings settings;

    @Inject
    private EventLog log;

    @Inject
    private Publisher publisher;

    @Inject
    private JsonText json;

    @Inject
    private Event<Object> events;

    private Broadcaster broadcaster;
    private StreamThreads streamThreads;
    private Roster roster;

    /** Makes the hub, if it is not there yet. */
    public void start() {
        // To be called is enough.
    }

    @PostConstruct
    void open() {
        streamThreads = StreamThreads.of(settings.subscribe().applicationThreads(), threads);
        broadcaster = new Broadcaster(log, settings.broadcast(), threads, Time.SYSTEM);
        roster = new Roster(
                settings.presence(), settings.broadcast().streams(), log::append, events::fire, threads, Time.SYSTEM);
        if (settings.tokens().areForAnyAddress()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "tidings.resource is not set: tokens must be for the address that a request came to, and its sender"
                            + " writes that; set it to the hub's address as clients know it");
        }
        settings.tokens().mercure0x().ifPresent(on -> LOG.log(System.Logger.Level.WARNING, on.warning()));
        LOG.log(
                System.Logger.Level.INFO,
                "the hub is open; epoch {0}",
                log.bounds().epoch());
    }

    Future<?> askSessionsIn(Duration delay, Runnable work) {
        return streamThreads.sessions().executeIn(delay, work);
    }

    /** Ends every stream in good order. */
    @PreDestroy
    void close() {
        // First: that all go now is no news, and there is nobody to tell.
        roster.close();
        broadcaster.close();
        streamThreads.close();
        LOG.log(System.Logger.Level.INFO, "the hub is closed; {0}", broadcaster.statistics());
    }

    /**
     * A JAX-RS broadcaster of one topic: publishes to it, and has its sinks hear it. A view, of which there may be any number.
     *
     * @throws IllegalArgumentException if nothing can be published to such a topic
     */
    public TopicBroadcaster broadcaster(String topic) {
        return view(topic, new TopicMatcher.Exact(topic));
    }

    /** The broadcaster of the whole hub, for {@code @Inject SseBroadcaster}: its sinks hear every public topic. */
    @Produces
    @Singleton
    TopicBroadcaster wholeHub() {
        return view(TOPIC, new TopicMatcher.Any());
    }

    private TopicBroadcaster view(String topic, TopicMatcher heard) {
        return new TopicBroadcaster(topic, heard, broadcaster, publisher::publish, json, streamThreads);
    }

    @Produces
    Broadcaster broadcaster() {
        return broadcaster;
    }

    @Produces
    Roster roster() {
        return roster;
    }

    @Produces
    StreamThreads streamThreads() {
        return streamThreads;
    }

    // Static, because a hub needs its log before it is there itself.
    @Produces
    @ApplicationScoped
    static EventLog log(Settings settings) {
        return new MemoryEventLog(settings.history(), Time.SYSTEM);
    }

    static void close(@Disposes EventLog log) {
        log.close();
    }

    @Produces
    @Singleton
    static Settings settings() {
        return Environment.settings();
    }

    @Produces
    static PublishSettings publishSettings(Settings settings) {
        return settings.publish();
    }

    @Produces
    static BodySettings bodySettings(Settings settings) {
        return new BodySettings(settings.publish().bodyBytes());
    }

    @Produces
    static TimerSettings timerSettings(Settings settings) {
        return settings.timers();
    }

    @Produces
    static SubscribeSettings subscribeSettings(Settings settings) {
        return settings.subscribe();
    }

    @Produces
    static AccessSettings accessSettings(Settings settings) {
        return settings.access();
    }

    @Produces
    @Singleton
    static Tokens tokens(Settings settings) {
        return new Tokens(settings.tokens(), settings.mercure().base());
    }

    @Produces
    static TokenSettings tokenSettings(Settings settings) {
        return settings.tokens();
    }

    @Produces
    static LoginSettings loginSettings(Settings settings) {
        return settings.login();
    }

    @Produces
    @Singleton
    static SessionStreams sessionStreams(Settings settings, Hub hub) {
        return new SessionStreams(settings.subscribe().afterSession(), Time.SYSTEM, hub::askSessionsIn);
    }

    @Produces
    static MercureSettings mercureSettings(Settings settings) {
        return settings.mercure();
    }

    @Produces
    static PresenceSettings presenceSettings(Settings settings) {
        return settings.presence();
    }

    @Produces
    static MetadataSettings metadataSettings(Settings settings) {
        return new MetadataSettings(settings.presence().subscriptions());
    }

    @Produces
    static Cors cors(Settings settings) {
        return settings.cors();
    }

    @Produces
    static Proxies proxies(Settings settings) {
        return settings.limits().proxies();
    }

    @Produces
    @Singleton
    static StreamLimits streamLimits(Settings settings) {
        return new StreamLimits(settings.limits().streams(), System::nanoTime);
    }

    @Produces
    @Singleton
    static PublishLimits publishLimits(Settings settings) {
        return new PublishLimits(settings.limits().publish(), System::nanoTime);
    }
}
