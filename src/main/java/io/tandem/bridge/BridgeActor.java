package io.tandem.bridge;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.Bridging;
import io.tandem.call.CallActor;
import io.tandem.media.MediaSession;
import java.util.Optional;

/** One call's line in the {@link Exchange}: opened with the call, closed with it. */
public final class BridgeActor {
    private final ActorRef<CallActor.Message> call;
    private final Exchange exchange;
    private final Line line;

    private BridgeActor(ActorRef<CallActor.Message> call, Exchange exchange, Line line) {
        this.call = call;
        this.exchange = exchange;
        this.line = line;
    }

    /** The line is open when this returns and not only when the actor runs: whoever has seen an event of the call finds it. */
    public static Behavior<Bridging.Command> create(
            ActorRef<CallActor.Message> call, MediaSession session, String callId, Exchange exchange) {
        Line line = exchange.open(callId, session, new Line.Listener() {
            @Override
            public void joined(String trackId, String label) {
                call.tell(new Bridging.Joined(trackId, label));
            }

            @Override
            public void parted() {
                call.tell(new Bridging.Parted());
            }
        });
        return new BridgeActor(call, exchange, line).behavior();
    }

    private Behavior<Bridging.Command> behavior() {
        return Behaviors.receive(Bridging.Command.class)
                .onMessage(Bridging.Join.class, this::onJoin)
                .onMessage(Bridging.Part.class, this::onPart)
                .onMessage(Bridging.Hold.class, this::onHold)
                .onMessage(Bridging.Close.class, close -> Behaviors.stopped())
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Bridging.Command> onJoin(Bridging.Join join) {
        Optional<String> refusal = exchange.join(line, join.target());
        call.tell(
                refusal.isPresent()
                        ? new Bridging.Refused(join.commandId(), refusal.get())
                        : new Bridging.Done(join.commandId()));
        return Behaviors.same();
    }

    private Behavior<Bridging.Command> onPart(Bridging.Part part) {
        exchange.part(line, part.label());
        call.tell(new Bridging.Done(part.commandId()));
        return Behaviors.same();
    }

    private Behavior<Bridging.Command> onHold(Bridging.Hold hold) {
        exchange.hold(line, hold.on());
        return Behaviors.same();
    }

    private Behavior<Bridging.Command> onStop() {
        exchange.close(line);
        return Behaviors.same();
    }
}
