package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.dialog.HeaderField;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ClientListener;
import java.util.List;
import javax.sip.message.Request;
import javax.sip.message.Response;
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
    record Dues(Dialog dialog, List<HeaderField> headers, LegWire wire, Acks acks, @Nullable AckWait ackWait) {}

    /** A BYE went the one way or the other: answered, not deliverable, or without answer for 64·T1. */
    private record ByeDone() implements Transport.Internal {}

    /** Our BYE is to be sent again with credentials. */
    private record Challenged(SIPResponse response) implements Transport.Internal {}

    private final ActorContext<Transport.Command> context;
    private final TimerScheduler<Transport.Command> timers;
    private final Dues dues;
    private Dialog dialog;

    static Behavior<Transport.Command> create(Dues dues) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Farewell(context, timers, dues).start()));
    }

    private Farewell(ActorContext<Transport.Command> context, TimerScheduler<Transport.Command> timers, Dues dues) {
        this.context = context;
        this.timers = timers;
        this.dues = dues;
        this.dialog = dues.dialog();
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
                .onMessage(Leg.Responded.class, m -> late(m.response()))
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
                .onMessage(Leg.Responded.class, m -> late(m.response()))
                .onMessage(Challenged.class, m -> challenged(m.response()))
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
        Dialog.Outgoing bye = dialog.request(Request.BYE);
        dialog = bye.dialog();
        dues.wire().request(bye, dues.headers(), new ClientListener() {
            @Override
            public void answered(SIPResponse response) {
                int status = response.getStatusCode();
                if (status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED) {
                    self.tell(new Challenged(response));
                } else if (status >= Response.OK) {
                    self.tell(new ByeDone());
                }
            }

            @Override
            public void failed(int status, String why) {
                self.tell(new ByeDone());
            }
        });
    }

    private Behavior<Transport.Command> challenged(SIPResponse response) {
        if (dues.wire().challenged(response).isPresent()) {
            return Behaviors.stopped();
        }
        sendBye();
        return Behaviors.same();
    }

    /** A 2xx that came again, or of another branch of a forked INVITE. */
    private Behavior<Transport.Command> late(SIPResponse response) {
        dues.acks().answer(dues.dialog(), response);
        return Behaviors.same();
    }
}
