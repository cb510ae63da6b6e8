package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ClientListener;
import java.util.Map;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Ends the dialog of a leg that its call has left, so that no call waits for a peer that is slow or dead. A child of the stack's actor.
 * States: waiting for the ACK of our 2xx, before which a callee must not send BYE (RFC 3261 §15), then terminating (BYE sent).
 */
final class Farewell {

    /**
     * What is owed to the peer.
     *
     * @param headers of the BYE
     * @param ackWait for the ACK that must come before the BYE, null when there is none to come
     */
    record Dues(Dialog dialog, Map<String, String> headers, LegWire wire, @Nullable AckWait ackWait) {}

    /** A BYE went the one way or the other: answered, not deliverable, or without answer for 64·T1. */
    private record ByeDone() implements Transport.Internal {}

    private final ActorContext<Transport.Command> context;
    private final TimerScheduler<Transport.Command> timers;
    private final Dues dues;

    static Behavior<Transport.Command> create(Dues dues) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Farewell(context, timers, dues).start()));
    }

    private Farewell(ActorContext<Transport.Command> context, TimerScheduler<Transport.Command> timers, Dues dues) {
        this.context = context;
        this.timers = timers;
        this.dues = dues;
    }

    private Behavior<Transport.Command> start() {
        AckWait first = dues.ackWait();
        if (first == null) {
            return bye();
        }
        timers.startSingleTimer(first, first.interval());
        return waiting();
    }

    private Behavior<Transport.Command> waiting() {
        return Behaviors.receive(Transport.Command.class)
                .onMessage(SipLegActor.Received.class, m -> receivedWaiting(m.arrival()))
                .onMessage(AckWait.class, this::ackMissing)
                .onSignal(PostStop.class, s -> {
                    sendBye();
                    return Behaviors.same();
                })
                .build();
    }

    private Behavior<Transport.Command> terminating() {
        return Behaviors.receive(Transport.Command.class)
                .onMessage(SipLegActor.Received.class, m -> receivedTerminating(m.arrival()))
                .onMessage(ByeDone.class, m -> Behaviors.stopped())
                .build();
    }

    private Behavior<Transport.Command> receivedWaiting(Arrival arrival) {
        switch (arrival.request().getMethod()) {
            case Request.ACK -> {
                return dues.dialog().awaitsAck(Leg.cseq(arrival)) ? bye() : Behaviors.same();
            }
            case Request.BYE -> {
                dues.wire().answer(arrival, 200);
                context.getSelf().tell(new ByeDone());
                return terminating();
            }
            default -> answerLate(arrival);
        }
        return Behaviors.same();
    }

    private Behavior<Transport.Command> receivedTerminating(Arrival arrival) {
        if (arrival.transaction() != null) {
            answerLate(arrival);
        }
        return Behaviors.same();
    }

    /** A BYE that crosses ours is answered as if it were alone (RFC 3261 §15.1.2); a CANCEL has no effect (§9.2). */
    private void answerLate(Arrival arrival) {
        String method = arrival.request().getMethod();
        dues.wire().answer(arrival, method.equals(Request.BYE) || method.equals(Request.CANCEL) ? 200 : 481);
    }

    private Behavior<Transport.Command> ackMissing(AckWait passed) {
        AckWait next = passed.next(dues.wire());
        if (next == null) {
            return bye();
        }
        dues.wire().repeat(dues.dialog());
        timers.startSingleTimer(next, next.interval());
        return Behaviors.same();
    }

    private Behavior<Transport.Command> bye() {
        timers.cancelAll();
        timers.startSingleTimer(new ByeDone(), dues.wire().timeout());
        sendBye();
        return terminating();
    }

    private void sendBye() {
        ActorRef<Transport.Command> self = context.getSelf();
        dues.wire().bye(dues.dialog().request(Request.BYE), dues.headers(), new ClientListener() {
            @Override
            public void answered(int status) {
                if (status >= 200) {
                    self.tell(new ByeDone());
                }
            }

            @Override
            public void failed(String why) {
                self.tell(new ByeDone());
            }
        });
    }
}
