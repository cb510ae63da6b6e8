package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.Agent;
import io.tandem.call.AudioFeed;
import io.tandem.call.CallActor;
import io.tandem.call.CallOptions;
import io.tandem.call.CallRegistry;
import io.tandem.call.CallSettings;
import io.tandem.call.CallSpec;
import io.tandem.call.Children;
import io.tandem.call.Command;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.InboundHandler;
import io.tandem.call.LiveCall;
import io.tandem.call.QualityFeed;
import io.tandem.call.SipOptions;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.settings.MediaProfile;
import io.tandem.frontend.sip.settings.OutboundSettings;
import io.tandem.frontend.sip.settings.OutboundSettings.DirectUris;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.frontend.sip.settings.SipSettings.Limits;
import io.tandem.frontend.sip.settings.SipSettings.UnknownSources;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.frontend.sip.stack.SipUnavailableException;
import io.tandem.media.MediaEngine;
import io.tandem.media.MediaLoops;
import io.tandem.media.MediaSettings;
import io.tandem.media.RtpEndpoint.Latching;
import io.tandem.media.codec.Codecs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The front end with a real registry and media engine on a free port of the loopback address, and an application that is the test. */
final class SipServer implements AutoCloseable {
    static final Duration T1 = Duration.ofMillis(50);

    static final OutboundSettings OUTBOUND =
            new OutboundSettings(DirectUris.PRIVATE, Duration.ofSeconds(30), 0, List.of());

    /** Answers at once. */
    static final Consumer<LiveCall> ACCEPT = call -> tell(call, new Command.Accept(CallOptions.NONE));

    /** Rings and does nothing more. */
    static final Consumer<LiveCall> RING = call -> tell(call, new Command.Ringing(null, false, null));

    final MediaEngine engine;
    final SipFrontEnd frontEnd;
    private final ActorRef<CallRegistry.Message> registry;
    private final OutboundCalls outbound;
    private final ActorTestKit testKit = ActorTestKit.create();
    private final BlockingQueue<LiveCall> calls = new LinkedBlockingQueue<>();

    SipServer(Consumer<LiveCall> application) throws SipUnavailableException {
        this(application, UnaryOperator.identity());
    }

    SipServer(Consumer<LiveCall> application, UnaryOperator<SipSettings> change) throws SipUnavailableException {
        this(application, "127.0.0.1", change);
    }

    SipServer(Consumer<LiveCall> application, String rtpHost, UnaryOperator<SipSettings> change)
            throws SipUnavailableException {
        this(application, rtpHost, Duration.ofSeconds(60), change);
    }

    SipServer(Consumer<LiveCall> application, String rtpHost, Duration rtpTimeout, UnaryOperator<SipSettings> change)
            throws SipUnavailableException {
        engine = MediaLoops.start(new MediaSettings(
                1,
                Duration.ofSeconds(1),
                new MediaSettings.Rtp(
                        rtpHost,
                        12_000,
                        42_000,
                        Duration.ofSeconds(2),
                        Codecs.rtp(),
                        Duration.ofMillis(20),
                        Latching.AUTO,
                        rtpTimeout,
                        rtpTimeout,
                        4,
                        Duration.ofSeconds(5)),
                new MediaSettings.JitterBuffer(Duration.ofMillis(20), Duration.ofMillis(200))));
        frontEnd =
                SipFrontEnd.open(change.apply(settings()), new MediaProfile(Codecs.rtp(), 20, Latching.AUTO), engine);
        registry = testKit.spawn(CallRegistry.create(
                new CallSettings(100, Duration.ofSeconds(10), 256), Clock.systemUTC(), count -> {}, call -> {}));
        ActorRef<SipStackActor.Message> stack = testKit.spawn(frontEnd.behavior(
                new InboundHandler.Demo(),
                registry,
                (handler, id, session, transport) -> children(transport, List.of(new Agent("application", call -> {
                    calls.add(call);
                    application.accept(call);
                    return Behaviors.ignore();
                })))));
        outbound = frontEnd.outbound(
                testKit.system(), stack, (id, session, transport, agents) -> children(transport, agents));
        // What comes before the actor listens is lost, and raw peers repeat nothing.
        TestProbe<Done> listening = testKit.createTestProbe();
        stack.tell(new SipStackActor.WhenSilent(listening.ref()));
        listening.receiveMessage();
    }

    private static Children children(
            Function<ActorRef<CallActor.Message>, Behavior<Transport.Command>> transport, List<Agent> agents) {
        return new Children(
                transport,
                call -> Behaviors.ignore(),
                call -> Behaviors.ignore(),
                call -> Behaviors.ignore(),
                call -> Behaviors.ignore(),
                agents,
                AudioFeed.NONE,
                QualityFeed.NONE);
    }

    /** Starts a call out. */
    LiveCall dial(String callee) {
        return dial(callee, SipOptions.NONE);
    }

    LiveCall dial(String callee, SipOptions sip) {
        TestProbe<CallRegistry.SpawnResult> probe = testKit.createTestProbe();
        CallSpec spec = outbound.open("s." + UUID.randomUUID(), List.of()).spec();
        registry.tell(new CallRegistry.Spawn(spec, probe.ref()));
        LiveCall call = ((CallRegistry.Spawned) probe.receiveMessage()).call();
        tell(
                call,
                new Command.Invite(new CallOptions(
                        null,
                        "sip:tester@tandem.example",
                        callee,
                        null,
                        null,
                        null,
                        Duration.ZERO,
                        false,
                        false,
                        Map.of(),
                        sip,
                        List.of(),
                        Map.of())));
        return call;
    }

    /** Calls out as given. */
    static SipSettings with(SipSettings s, OutboundSettings outbound) {
        return new SipSettings(
                s.host(),
                s.port(),
                s.transports(),
                s.externalIp(),
                s.userAgent(),
                s.acceptTimeout(),
                s.optionsResponse(),
                s.unknownSources(),
                s.udpWorkers(),
                s.udpBuffer(),
                s.maxMessageSize(),
                s.t1(),
                s.limits(),
                s.trunks(),
                s.routes(),
                outbound);
    }

    static SipSettings settings() {
        return new SipSettings(
                "127.0.0.1",
                0,
                List.of("udp", "tcp"),
                "",
                "Tandem",
                Duration.ofSeconds(30),
                true,
                UnknownSources.ALLOW,
                1,
                1 << 20,
                64 * 1024,
                T1,
                limits(1000),
                List.of(),
                List.of(),
                OUTBOUND);
    }

    static Limits limits(int callsPerSecond) {
        return new Limits(
                1000, callsPerSecond, 1000, Duration.ofSeconds(5), Duration.ofSeconds(30), List.of("friendly-scanner"));
    }

    /** Abuse and trunks as given. */
    static SipSettings with(SipSettings s, UnknownSources unknown, Limits limits, List<Trunk> trunks) {
        return copy(s, s.host(), unknown, s.udpWorkers(), limits, trunks);
    }

    /** Another listening address. */
    static SipSettings on(SipSettings s, String host, List<Trunk> trunks) {
        return copy(s, host, s.unknownSources(), s.udpWorkers(), s.limits(), trunks);
    }

    /** Messages of one peer may overtake each other. */
    static SipSettings withTwoWorkers(SipSettings s) {
        return copy(s, s.host(), s.unknownSources(), 2, s.limits(), s.trunks());
    }

    private static SipSettings copy(
            SipSettings s, String host, UnknownSources unknown, int udpWorkers, Limits limits, List<Trunk> trunks) {
        return new SipSettings(
                host,
                s.port(),
                s.transports(),
                s.externalIp(),
                s.userAgent(),
                s.acceptTimeout(),
                s.optionsResponse(),
                unknown,
                udpWorkers,
                s.udpBuffer(),
                s.maxMessageSize(),
                s.t1(),
                limits,
                trunks,
                s.routes(),
                s.outbound());
    }

    static void tell(LiveCall call, Command command) {
        call.actor().tell(new CallActor.Execute(command, null, null));
    }

    static Command.Hangup hangup(Map<String, String> headers) {
        return new Command.Hangup(null, null, headers);
    }

    int port() {
        return frontEnd.port();
    }

    LiveCall nextCall() throws InterruptedException {
        LiveCall call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call came");
        }
        return call;
    }

    /** Waits for the answer of {@code call}. */
    void answered(LiveCall call) {
        first(call, Event.Answer.class);
    }

    /** Waits for the first event of that kind. */
    <E extends Event> E first(LiveCall call, Class<E> kind) {
        return await().until(
                        () -> events(call).stream()
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits for the end of {@code call}. */
    Event.Hangup hangup(LiveCall call) {
        await().until(() -> call.events().closed());
        List<Event> events = events(call);
        return (Event.Hangup) events.get(events.size() - 1);
    }

    /** Waits until no leg, session or port is left. */
    void awaitFree() {
        await().untilAsserted(() -> {
            assertThat(frontEnd.load().legs()).isZero();
            assertThat(frontEnd.load().callsByTrunk()).isEmpty();
            assertThat(engine.load().sessions()).isZero();
            assertThat(engine.load().portsInUse()).isZero();
        });
    }

    /** Whether any call was built that {@link #nextCall} did not take. */
    boolean hasCall() {
        return !calls.isEmpty();
    }

    /** Every event so far. */
    static List<Event> events(LiveCall call) {
        return call.events().open(0, () -> {}).next(1000).entries().stream()
                .map(EventLog.Entry::event)
                .toList();
    }

    @Override
    public void close() {
        testKit.shutdownTestKit();
        engine.close();
    }
}
