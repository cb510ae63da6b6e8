package io.tandem.call;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A registry with one call whose children are probes, and a reader of its events. Time is by hand. */
final class CallHarness implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T05:00:00Z"), ZoneOffset.UTC);
    static final Duration ACCEPT_TIMEOUT = Duration.ofSeconds(60);

    /** Makes a probed child fail. */
    static final RuntimeException FAULT = new RuntimeException("made by a test");

    final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    final ManualTime time = ManualTime.get(kit.system());
    final TestProbe<Transport.Command> transport = kit.createTestProbe();
    final TestProbe<Playback.Command> playback = kit.createTestProbe();
    final TestProbe<VoiceActivity.Command> voiceActivity = kit.createTestProbe();
    final TestProbe<Recording.Command> recording = kit.createTestProbe();
    final TestProbe<Bridging.Command> bridging = kit.createTestProbe();
    final ActorRef<CallRegistry.Message> registry;
    private final LinkedBlockingQueue<Integer> wakes = new LinkedBlockingQueue<>();
    LiveCall call;
    private EventLog.Cursor cursor;

    /** A failing child is told so by this message of the test's own. */
    record Fail()
            implements Transport.Internal,
                    Playback.Internal,
                    VoiceActivity.Internal,
                    Recording.Internal,
                    Bridging.Internal {}

    CallHarness(CallSettings settings) {
        registry = kit.spawn(CallRegistry.create(settings, CLOCK, count -> {}, call -> {}));
    }

    CallHarness() {
        this(new CallSettings(10, Duration.ofSeconds(10), 4));
    }

    CallHarness inbound() {
        return spawned("c1", CallType.SIP, true);
    }

    CallHarness socket() {
        return spawned("s.1", CallType.WEB_SOCKET, false);
    }

    private CallHarness spawned(String id, CallType type, boolean inbound) {
        call = ((CallRegistry.Spawned) spawn(spec(id, type, inbound))).call();
        cursor = call.events().open(0, () -> wakes.add(1));
        return this;
    }

    CallRegistry.SpawnResult spawn(CallSpec spec) {
        TestProbe<CallRegistry.SpawnResult> probe = kit.createTestProbe();
        registry.tell(new CallRegistry.Spawn(spec, probe.getRef()));
        return probe.receiveMessage();
    }

    CallSpec spec(String id, CallType type, boolean inbound) {
        return spec(id, type, inbound, self -> passOn(playback));
    }

    /** A call that fails itself as soon as it wants to play. */
    CallSpec specWithBrokenPlayback(String id) {
        return spec(id, CallType.WEB_SOCKET, false, self -> {
            throw FAULT;
        });
    }

    static CallOptions withVad(VadOptions vad) {
        return new CallOptions(
                null,
                null,
                null,
                null,
                null,
                vad,
                Duration.ZERO,
                false,
                false,
                Map.of(),
                SipOptions.NONE,
                List.of(),
                Map.of());
    }

    private CallSpec spec(
            String id,
            CallType type,
            boolean inbound,
            Function<ActorRef<CallActor.Message>, Behavior<Playback.Command>> player) {
        return new CallSpec(
                id,
                type,
                inbound,
                inbound ? "sip:ann@a.example" : "",
                inbound ? "sip:bob@b.example" : "",
                Map.of("X-Foo", "1"),
                List.of("X-Foo: 1"),
                inbound ? "v=0" : "",
                CallSpec.SERVER_SIDE_TRACK,
                inbound ? ACCEPT_TIMEOUT : Duration.ZERO,
                null,
                new Children(
                        self -> passOn(transport),
                        player,
                        self -> passOn(voiceActivity),
                        self -> passOn(recording),
                        self -> passOn(bridging),
                        List.of(),
                        AudioFeed.NONE,
                        QualityFeed.NONE));
    }

    private static <C> Behavior<C> passOn(TestProbe<C> probe) {
        return Behaviors.receiveMessage(message -> {
            if (message instanceof Fail) {
                throw FAULT;
            }
            probe.getRef().tell(message);
            return Behaviors.same();
        });
    }

    void command(Command command) {
        call.actor().tell(new CallActor.Execute(command, null, null));
    }

    void command(Command command, String id) {
        call.actor().tell(new CallActor.Execute(command, id, null));
    }

    void report(CallActor.Message report) {
        call.actor().tell(report);
    }

    /** Makes a child fail; its name ends in the number of times it was made. */
    void fail(String child) {
        String path = call.actor().path().toStringWithoutAddress() + "/" + child;
        Adapter.toClassic(kit.system()).actorSelection(path).tell(new Fail(), akka.actor.ActorRef.noSender());
    }

    /** Accepts an inbound call, or invites a WebSocket one, and passes the events of it. */
    CallHarness answered(CallOptions options) {
        if (call.spec().inbound()) {
            command(new Command.Accept(options));
            transport.expectMessage(new Transport.Accept(options));
        } else {
            command(new Command.Invite(options));
            transport.expectMessage(new Transport.Dial(options));
        }
        report(new Transport.Answered("v=0 ours", "PCMU"));
        awaitEvent(Event.Answer.class);
        return this;
    }

    /** The next event, which must be of this type. */
    <E extends Event> E expect(Class<E> type) {
        Event event = nextEvent();
        assertThat(event).isInstanceOf(type);
        return type.cast(event);
    }

    /** Skips events up to the first of this type. */
    <E extends Event> E awaitEvent(Class<E> type) {
        Event event = nextEvent();
        while (!type.isInstance(event)) {
            event = nextEvent();
        }
        return type.cast(event);
    }

    List<Event> eventsUntilTheEnd() {
        List<Event> events = new ArrayList<>();
        do {
            events.add(nextEvent());
        } while (!(events.get(events.size() - 1) instanceof Event.Hangup));
        return events;
    }

    private Event nextEvent() {
        try {
            EventLog.Batch batch = cursor.next(1);
            while (batch.entries().isEmpty()) {
                assertThat(batch.end()).as("log ended").isFalse();
                assertThat(wakes.poll(5, TimeUnit.SECONDS))
                        .as("an event within 5 s")
                        .isNotNull();
                batch = cursor.next(1);
            }
            return batch.entries().get(0).event();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean ended() {
        return cursor.next(1).end();
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
