package io.tandem.frontend.sip;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Request;

/**
 * A leg from its 2xx on. States: answered (a 2xx waits for its ACK), confirmed, leaving (to be ended, but a BYE must wait for the ACK:
 * RFC 3261 §15), terminating (BYE sent).
 */
final class EstablishedLeg extends Leg {

    /** The 2xx has no ACK yet. */
    private record Repeat(Duration after) implements Transport.Internal {}

    /** The 2xx got no ACK within 64·T1. */
    private record NoAck() implements Transport.Internal {}

    EstablishedLeg(Leg pending) {
        super(pending);
    }

    private Behavior<Transport.Command> answered() {
        return established()
                .onMessage(Transport.Hangup.class, this::leave)
                .onMessage(SipLegActor.Received.class, m -> receivedAnswered(m.arrival()))
                .onMessage(Repeat.class, this::repeat)
                .onMessage(NoAck.class, m -> bye(Outcomes.noAck()))
                .build();
    }

    private Behavior<Transport.Command> confirmed() {
        return established()
                .onMessage(Transport.Hangup.class, this::hangUp)
                .onMessage(SipLegActor.Received.class, m -> receivedConfirmed(m.arrival()))
                .build();
    }

    private Behavior<Transport.Command> leaving() {
        return ending().onMessage(SipLegActor.Received.class, m -> receivedLeaving(m.arrival()))
                .onMessage(Repeat.class, this::repeat)
                .onMessage(NoAck.class, m -> bye())
                .build();
    }

    private Behavior<Transport.Command> terminating() {
        return ending().onMessage(SipLegActor.Received.class, m -> receivedTerminating(m.arrival()))
                .onMessage(SipLegActor.ByeDone.class, m -> over())
                .build();
    }

    private BehaviorBuilder<Transport.Command> established() {
        return alive().onMessage(Transport.Ring.class, m -> refuse("ringing", "the call is answered"))
                .onMessage(Transport.Accept.class, m -> refuse("accept", "the call is answered"))
                // It was sent before the call knew of its answer: the leg is to end, whatever its state is called.
                .onMessage(Transport.Reject.class, this::rejectTooLate)
                .onSignal(PostStop.class, s -> stoppedEstablished());
    }

    private BehaviorBuilder<Transport.Command> ending() {
        return BehaviorBuilder.<Transport.Command>create()
                .onMessage(Transport.Dial.class, m -> refuse("invite", "the call is ending"))
                .onMessage(Transport.Ring.class, m -> refuse("ringing", "the call is ending"))
                .onMessage(Transport.Accept.class, m -> refuse("accept", "the call is ending"))
                // What these ask for happens anyway.
                .onMessage(Transport.Reject.class, m -> Behaviors.same())
                .onMessage(Transport.Hangup.class, m -> Behaviors.same())
                .onMessage(Transport.Mute.class, m -> Behaviors.same())
                .onMessage(Fact.class, m -> Behaviors.same())
                .onSignal(PostStop.class, s -> stoppedEstablished());
    }

    private Behavior<Transport.Command> receivedAnswered(Arrival arrival) {
        switch (arrival.request().getMethod()) {
            case Request.ACK -> {
                return acknowledged(arrival);
            }
            case Request.BYE -> {
                return inOrder(arrival).map(this::byeReceived).orElse(Behaviors.same());
            }
            // Answered already, so the CANCEL has no effect (RFC 3261 §9.2).
            case Request.CANCEL -> wire.answer(arrival, 200);
            case Request.INVITE, Request.UPDATE -> inOrder(arrival).ifPresent(this::whileExchangeRuns);
            default -> inOrder(arrival).ifPresent(exchange::other);
        }
        return Behaviors.same();
    }

    private Behavior<Transport.Command> receivedConfirmed(Arrival arrival) {
        switch (arrival.request().getMethod()) {
            case Request.BYE -> {
                return inOrder(arrival).map(this::byeReceived).orElse(Behaviors.same());
            }
            case Request.INVITE -> {
                return inOrder(arrival).map(this::reInvited).orElse(Behaviors.same());
            }
            case Request.UPDATE -> inOrder(arrival).ifPresent(update -> dialog = exchange.update(dialog, update));
            case Request.CANCEL -> wire.answer(arrival, 200);
            case Request.ACK -> context.getLog().trace("ACK once more");
            default -> inOrder(arrival).ifPresent(exchange::other);
        }
        return Behaviors.same();
    }

    private Behavior<Transport.Command> receivedLeaving(Arrival arrival) {
        switch (arrival.request().getMethod()) {
            case Request.ACK -> {
                return dialog.awaitsAck(cseq(arrival)) ? bye() : Behaviors.same();
            }
            case Request.BYE -> {
                wire.answer(arrival, 200);
                return over();
            }
            default -> wire.answer(arrival, arrival.request().getMethod().equals(Request.CANCEL) ? 200 : 481);
        }
        return Behaviors.same();
    }

    /** A BYE that crosses ours is answered as if it were alone (RFC 3261 §15.1.2). */
    private Behavior<Transport.Command> receivedTerminating(Arrival arrival) {
        if (arrival.transaction() != null) {
            boolean bye = arrival.request().getMethod().equals(Request.BYE);
            wire.answer(arrival, bye ? 200 : 481);
        }
        return Behaviors.same();
    }

    private void whileExchangeRuns(Arrival arrival) {
        Dialog.Unacknowledged response = dialog.unacknowledged();
        if (response != null && response.awaitsAnswer()) {
            wire.answer(arrival, 491);
        } else if (arrival.request().getMethod().equals(Request.UPDATE)) {
            dialog = exchange.update(dialog, arrival);
        } else {
            wire.postpone(arrival);
        }
    }

    private Behavior<Transport.Command> reInvited(Arrival arrival) {
        dialog = exchange.reInvite(dialog, arrival);
        return dialog.unacknowledged() == null ? Behaviors.same() : awaitAck();
    }

    Behavior<Transport.Command> awaitAck() {
        timers.startSingleTimer(Repeat.class, new Repeat(wire.t1()), wire.t1());
        timers.startSingleTimer(NoAck.class, new NoAck(), wire.timeout());
        return answered();
    }

    /** Over TCP too: a proxy between may have lost the 2xx (RFC 3261 §13.3.1.4). */
    private Behavior<Transport.Command> repeat(Repeat repeat) {
        Dialog.Unacknowledged response = dialog.unacknowledged();
        if (response != null) {
            wire.repeat(response);
            Duration twice = repeat.after().multipliedBy(2);
            Duration next = twice.compareTo(wire.t2()) < 0 ? twice : wire.t2();
            timers.startSingleTimer(Repeat.class, new Repeat(next), next);
        }
        return Behaviors.same();
    }

    private Behavior<Transport.Command> acknowledged(Arrival ack) {
        if (!dialog.awaitsAck(cseq(ack))) {
            return Behaviors.same();
        }
        timers.cancelAll();
        Optional<String> fault = exchange.acknowledged(dialog, ack, next -> dialog = next);
        return fault.map(why -> bye(Outcomes.noCommonMedia(why))).orElseGet(this::confirmed);
    }

    private Behavior<Transport.Command> byeReceived(Arrival bye) {
        wire.answer(bye, 200);
        return over(Outcomes.byCaller(ReasonHeaders.read(bye.request())));
    }

    private Behavior<Transport.Command> hangUp(Transport.Hangup hangup) {
        end.headers("hangup", hangup.headers());
        return bye(hangup.cause());
    }

    private Behavior<Transport.Command> rejectTooLate(Transport.Reject reject) {
        context.getSelf()
                .tell(new Transport.Hangup(
                        Outcomes.rejected(reject.status(), reject.reason(), reject.q850()), Map.of()));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> leave(Transport.Hangup hangup) {
        end.headers("hangup", hangup.headers());
        end.because(hangup.cause());
        return leaving();
    }

    private Behavior<Transport.Command> bye(HangupCause cause) {
        end.because(cause);
        return bye();
    }

    private Behavior<Transport.Command> bye() {
        timers.cancelAll();
        dialog = end.bye(dialog, context.getSelf());
        timers.startSingleTimer(SipLegActor.ByeDone.class, new SipLegActor.ByeDone(), wire.timeout());
        return terminating();
    }

    private Behavior<Transport.Command> stoppedEstablished() {
        if (!end.done()) {
            end.bye(dialog, context.getSystem().ignoreRef());
        }
        media.release();
        return Behaviors.same();
    }

    @Override
    void mediaTimeout() {
        context.getSelf().tell(new Transport.Hangup(Outcomes.rtpTimeout(), Map.of()));
    }
}
