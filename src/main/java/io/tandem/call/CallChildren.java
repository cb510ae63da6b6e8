package io.tandem.call;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The child actors of one call: the transport, without which there is no call, and those that may fail and come back. */
final class CallChildren {
    final ActorRef<Transport.Command> transport;
    final Kept<Playback.Command> playback;
    final Kept<VoiceActivity.Command> voiceActivity;
    final Kept<Recording.Command> recording;
    final Kept<Bridging.Command> bridging;
    private final List<Kept<AgentRelay.Command>> agents;

    CallChildren(LiveCall call, ActorContext<CallActor.Message> context, Clock clock) {
        Children factories = call.spec().children();
        transport = context.spawn(factories.transport().apply(context.getSelf()), "transport");
        context.watch(transport);
        playback = new Kept<>("playback", factories.playback(), context, clock);
        voiceActivity = new Kept<>("vad", factories.voiceActivity(), context, clock);
        recording = new Kept<>("recording", factories.recording(), context, clock);
        bridging = new Kept<>("bridging", factories.bridging(), context, clock);
        agents = factories.agents().stream()
                .map(agent -> new Kept<>("agent", self -> agent.relay().apply(call), context, clock))
                .toList();
    }

    /** Starts those that wait for nobody's command: what others join this call by, and the controllers that come with it. */
    void startResidents() {
        bridging.make();
        agents.forEach(Kept::make);
    }

    /** Ends the leg: a pending one is refused, any other hung up; whom it is joined to is let go at once. */
    void end(HangupCause why, Map<String, String> headers, int retryAfterSeconds, boolean pending) {
        bridging.tell(new Bridging.Close());
        if (pending) {
            transport.tell(
                    new Transport.Reject(why.refusalStatus(), why.describe(), why.q850(), retryAfterSeconds, headers));
        } else {
            transport.tell(new Transport.Hangup(why, headers));
        }
    }

    /** The kept child behind {@code ref}, if it is one. */
    Stream<Kept<?>> kept(ActorRef<Void> ref) {
        return Stream.concat(Stream.of(playback, voiceActivity, recording, bridging), agents.stream())
                .filter(child -> child.is(ref));
    }
}
