package io.tandem.frontend.sip;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import io.tandem.frontend.sip.stack.SdpBody;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** A leg from its 2xx on. States: answered (a 2xx waits for its ACK) and confirmed; {@link Farewell} says goodbye to the peer. */
final class EstablishedLeg extends Leg {

    /** Null unless a 2xx waits for its ACK. */
    private @Nullable AckWait wait;

    private final LegDigits digits;
    private final LegHold hold;

    EstablishedLeg(Leg pending) {
        super(pending);
        digits = new LegDigits(wire, media, call, context.getSelf(), timers);
        hold = new LegHold(this);
    }

    private Behavior<Transport.Command> answered() {
        return established()
                .onMessage(Transport.Hangup.class, this::hangUp)
                .onMessage(SipLegActor.Received.class, m -> receivedAnswered(m.arrival()))
                .onMessage(AckWait.class, this::ackMissing)
                .build();
    }

    /** The dialog is complete: its ACK came, or went. */
    Behavior<Transport.Command> confirmed() {
        return established()
                .onMessage(Transport.Hangup.class, this::hangUp)
                .onMessage(SipLegActor.Received.class, m -> receivedConfirmed(m.arrival()))
                .build();
    }

    private BehaviorBuilder<Transport.Command> established() {
        return alive().onMessage(Transport.Ring.class, m -> refuse("ringing", "the call is answered"))
                .onMessage(Transport.Accept.class, m -> refuse("accept", "the call is answered"))
                // It was sent before the call knew of its answer: the leg is to end, whatever its state is called.
                .onMessage(Transport.Reject.class, this::rejectTooLate)
                .onMessage(Transport.SendDtmf.class, this::sendDigits)
                .onMessage(Transport.Hold.class, this::hold)
                .onMessage(LegHold.Due.class, m -> offerHold())
                .onMessage(LegDigits.Due.class, m -> nextDigit())
                .onMessage(LegDigits.InfoAnswered.class, this::infoAnswered)
                .onMessage(Responded.class, m -> responded(m.response()))
                .onMessage(Undelivered.class, this::undelivered)
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
            case Request.UPDATE -> inOrder(arrival).ifPresent(this::updated);
            case Request.CANCEL -> wire.answer(arrival, 200);
            case Request.ACK -> context.getLog().trace("ACK once more");
            default -> inOrder(arrival).ifPresent(exchange::other);
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

    private void updated(Arrival arrival) {
        if (hold.isRunning() && SdpBody.of(arrival.request()) instanceof SdpBody.Description) {
            wire.answer(arrival, 491);
        } else {
            dialog = exchange.update(dialog, arrival);
        }
    }

    private Behavior<Transport.Command> reInvited(Arrival arrival) {
        if (hold.isRunning()) {
            wire.answer(arrival, 491);
            return Behaviors.same();
        }
        dialog = exchange.reInvite(dialog, arrival);
        return dialog.unacknowledged() == null ? Behaviors.same() : awaitAck();
    }

    Behavior<Transport.Command> awaitAck() {
        await(AckWait.first(wire));
        return answered();
    }

    private void await(AckWait next) {
        wait = next;
        timers.startSingleTimer(AckWait.class, next, next.interval());
    }

    /** Over TCP too: a proxy between may have lost the 2xx (RFC 3261 §13.3.1.4). */
    private Behavior<Transport.Command> ackMissing(AckWait passed) {
        AckWait next = passed.next(wire);
        if (next == null) {
            wait = null;
            return leave(Outcomes.noAck());
        }
        wire.repeat(dialog);
        await(next);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> acknowledged(Arrival ack) {
        if (!dialog.awaitsAck(cseq(ack))) {
            return Behaviors.same();
        }
        timers.cancel(AckWait.class);
        wait = null;
        Optional<String> fault = exchange.acknowledged(dialog, ack, next -> dialog = next);
        return fault.map(why -> leave(Outcomes.noCommonMedia(why))).orElseGet(this::confirmed);
    }

    private Behavior<Transport.Command> byeReceived(Arrival bye) {
        wire.answer(bye, 200);
        return over(Outcomes.byPeer(peer, ReasonHeaders.read(bye.request())));
    }

    private Behavior<Transport.Command> hold(Transport.Hold wanted) {
        hold.ask(wanted.on(), dialog);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> offerHold() {
        dialog = hold.offer(dialog);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> undelivered(Undelivered undelivered) {
        dialog = hold.undelivered(dialog, undelivered);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> responded(SIPResponse response) {
        if (hold.awaits(response.getCSeq().getSeqNumber())) {
            return hold.answered(dialog, response, next -> dialog = next)
                    .map(this::leave)
                    .orElse(Behaviors.same());
        }
        acks.answer(dialog, response);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> sendDigits(Transport.SendDtmf send) {
        digits.send(send.digits(), dialog.sdp().media());
        return Behaviors.same();
    }

    private Behavior<Transport.Command> nextDigit() {
        dialog = digits.next(dialog);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> infoAnswered(LegDigits.InfoAnswered answer) {
        digits.answered(answer);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> hangUp(Transport.Hangup hangup) {
        end.headers("hangup", hangup.headers());
        return leave(hangup.cause());
    }

    private Behavior<Transport.Command> rejectTooLate(Transport.Reject reject) {
        context.getSelf()
                .tell(new Transport.Hangup(
                        Outcomes.rejected(reject.status(), reject.reason(), reject.q850()), reject.headers()));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> leave(HangupCause cause) {
        timers.cancelAll();
        end.leave(dialog, wait, cause);
        return closing();
    }

    private Behavior<Transport.Command> stoppedEstablished() {
        if (!end.begun()) {
            end.leave(dialog, wait, HangupCause.fault("the leg was stopped"));
        }
        return Behaviors.same();
    }

    @Override
    void mediaTimeout() {
        context.getSelf().tell(new Transport.Hangup(Outcomes.rtpTimeout(), Map.of()));
    }
}
