package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tandem.call.CallActor;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import io.tandem.frontend.sip.stack.Rejection;
import io.tandem.media.MediaFact;
import io.tandem.media.sdp.OfferAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * One inbound SIP leg (UAS). States: pending (INVITE without final response), answered (a 2xx waits for its ACK), confirmed, leaving
 * (to be ended, but a BYE must wait for the ACK: RFC 3261 §15), terminating (BYE sent).
 */
final class SipLegActor {

    /** A request of this dialog, or the CANCEL of its INVITE. */
    record Received(Arrival arrival) implements Transport.Internal {}

    /** News of the media session. */
    private record Fact(MediaFact fact) implements Transport.Internal {}

    /** The 2xx has no ACK yet. */
    private record Repeat(Duration after) implements Transport.Internal {}

    /** The 2xx got no ACK within 64·T1. */
    private record NoAck() implements Transport.Internal {}

    /** Our BYE was answered, could not be delivered, or got no answer within 64·T1. */
    record ByeDone() implements Transport.Internal {}

    private final ActorContext<Transport.Command> context;
    private final TimerScheduler<Transport.Command> timers;
    private final ActorRef<CallActor.Message> call;
    private final Arrival invite;
    private final OfferAnswer.@Nullable Agreed agreed;
    private final LegMedia media;
    private final LegWire wire;
    private final LegExchange exchange;
    private final LegEnd end;
    private Dialog dialog;

    static Behavior<Transport.Command> create(LegSetup setup, ActorRef<CallActor.Message> call) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new SipLegActor(context, timers, setup, call).pending()));
    }

    private SipLegActor(
            ActorContext<Transport.Command> context,
            TimerScheduler<Transport.Command> timers,
            LegSetup setup,
            ActorRef<CallActor.Message> call) {
        this.context = context;
        this.timers = timers;
        this.call = call;
        this.invite = setup.invite();
        this.agreed = setup.agreed();
        this.media = setup.media();
        this.wire = setup.wire();
        this.dialog = setup.dialog();
        this.exchange = new LegExchange(wire, media, call);
        this.end = new LegEnd(wire, media, call);
        ActorRef<Transport.Command> self = context.getSelf();
        setup.facts().handTo(fact -> self.tell(new Fact(fact)));
        setup.stack().tell(new SipStackActor.LegStarted(dialog.id(), self));
    }

    private Behavior<Transport.Command> pending() {
        return alive().onMessage(Transport.Ring.class, this::ring)
                .onMessage(Transport.Accept.class, this::accept)
                .onMessage(Transport.Reject.class, this::reject)
                .onMessage(Transport.Hangup.class, this::hangUpPending)
                .onMessage(Received.class, m -> receivedPending(m.arrival()))
                .onSignal(PostStop.class, s -> stoppedPending())
                .build();
    }

    private Behavior<Transport.Command> answered() {
        return established()
                .onMessage(Transport.Hangup.class, this::leave)
                .onMessage(Received.class, m -> receivedAnswered(m.arrival()))
                .onMessage(Repeat.class, this::repeat)
                .onMessage(NoAck.class, m -> bye(Outcomes.noAck()))
                .build();
    }

    private Behavior<Transport.Command> confirmed() {
        return established()
                .onMessage(Transport.Hangup.class, this::hangUp)
                .onMessage(Received.class, m -> receivedConfirmed(m.arrival()))
                .build();
    }

    private Behavior<Transport.Command> leaving() {
        return ending().onMessage(Received.class, m -> receivedLeaving(m.arrival()))
                .onMessage(Repeat.class, this::repeat)
                .onMessage(NoAck.class, m -> bye())
                .build();
    }

    private Behavior<Transport.Command> terminating() {
        return ending().onMessage(Received.class, m -> receivedTerminating(m.arrival()))
                .onMessage(ByeDone.class, m -> over())
                .build();
    }

    private BehaviorBuilder<Transport.Command> alive() {
        return BehaviorBuilder.<Transport.Command>create()
                .onMessage(Transport.Dial.class, m -> refuse("invite", "the call is inbound"))
                .onMessage(Transport.Mute.class, this::mute)
                .onMessage(Fact.class, m -> fact(m.fact()));
    }

    private BehaviorBuilder<Transport.Command> established() {
        return alive().onMessage(Transport.Ring.class, m -> refuse("ringing", "the call is answered"))
                .onMessage(Transport.Accept.class, m -> refuse("accept", "the call is answered"))
                .onMessage(Transport.Reject.class, m -> refuse("reject", "the call is answered"))
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

    private Behavior<Transport.Command> ring(Transport.Ring ring) {
        OfferAnswer.Agreed answer = ring.earlyMedia() ? agreed : null;
        if (answer == null) {
            if (ring.earlyMedia()) {
                call.tell(new Transport.Troubled("ringing", "early media: no offer (expected: SDP in the INVITE)"));
            }
            wire.answer(invite, 180);
            call.tell(new Transport.Rang(""));
            return Behaviors.same();
        }
        media.take(answer.media());
        wire.answer(invite, 183, answer.localSdp());
        call.tell(new Transport.Rang(answer.localSdp()));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> accept(Transport.Accept accept) {
        end.headers("accept", accept.options().hangupHeaders());
        media.inactivityTimeout(accept.options().inactivityTimeout());
        dialog = exchange.accept(dialog, invite, agreed);
        call.tell(new Transport.Answered(String.valueOf(dialog.sdp().localSdp())));
        return awaitAck();
    }

    private Behavior<Transport.Command> reject(Transport.Reject reject) {
        HangupCause refused = Outcomes.rejected(reject.status(), reject.reason(), reject.q850());
        wire.refuse(invite, reject.status(), reject.reason(), refused.q850(), reject.retryAfterSeconds());
        return over(refused);
    }

    private Behavior<Transport.Command> hangUpPending(Transport.Hangup hangup) {
        int status = Outcomes.refusalStatus(hangup.cause());
        String text = hangup.cause().text();
        boolean failure = status == hangup.cause().status();
        wire.refuse(
                invite,
                status,
                failure && text != null ? text : failure ? "" : Outcomes.HANDLER_GONE,
                Outcomes.q850(status, failure ? hangup.cause().q850() : null),
                0);
        return over(hangup.cause());
    }

    private Behavior<Transport.Command> receivedPending(Arrival arrival) {
        switch (arrival.request().getMethod()) {
            case Request.CANCEL, Request.BYE -> {
                wire.answer(arrival, 200);
                HangupCause canceled = Outcomes.canceled(ReasonHeaders.read(arrival.request()));
                wire.refuse(invite, Rejection.of(487));
                return over(canceled);
            }
            // Our answer to their first offer is still to come (RFC 3311 §5.2, RFC 3261 §14.2).
            case Request.INVITE, Request.UPDATE -> wire.postpone(arrival);
            case Request.ACK -> context.getLog().trace("ACK before any answer");
            default -> inOrder(arrival).ifPresent(exchange::other);
        }
        return Behaviors.same();
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

    /** Requests older than one that was seen are refused here (RFC 3261 §12.2.2). */
    private Optional<Arrival> inOrder(Arrival arrival) {
        if (dialog.isOutOfOrder(cseq(arrival))) {
            wire.answer(arrival, 500);
            return Optional.empty();
        }
        dialog = dialog.received(cseq(arrival));
        return Optional.of(arrival);
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

    private Behavior<Transport.Command> awaitAck() {
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
        timers.startSingleTimer(ByeDone.class, new ByeDone(), wire.timeout());
        return terminating();
    }

    private Behavior<Transport.Command> over(HangupCause cause) {
        end.because(cause);
        return over();
    }

    private Behavior<Transport.Command> over() {
        end.report();
        return Behaviors.stopped();
    }

    private Behavior<Transport.Command> fact(MediaFact fact) {
        if (fact instanceof MediaFact.FirstPacket) {
            call.tell(new Transport.MediaReady());
        } else if (fact instanceof MediaFact.Dtmf dtmf) {
            call.tell(new Transport.Digit(dtmf.digit()));
        } else if (fact instanceof MediaFact.Inactive) {
            call.tell(new Transport.Inactive());
        } else if (fact instanceof MediaFact.MediaTimeout) {
            context.getSelf().tell(new Transport.Hangup(Outcomes.rtpTimeout(), Map.of()));
        } else if (fact instanceof MediaFact.EndpointFailed failed) {
            context.getSelf().tell(new Transport.Hangup(HangupCause.fault("media: " + failed.reason()), Map.of()));
        }
        return Behaviors.same();
    }

    private Behavior<Transport.Command> mute(Transport.Mute mute) {
        exchange.mute(mute.on());
        return Behaviors.same();
    }

    private Behavior<Transport.Command> refuse(String command, String why) {
        call.tell(new Transport.Refused(command, why, null));
        return Behaviors.same();
    }

    /** The call died under a leg that owes the caller a final response. */
    private Behavior<Transport.Command> stoppedPending() {
        if (!end.done()) {
            wire.refuse(invite, Rejection.of(500));
        }
        media.release();
        return Behaviors.same();
    }

    private Behavior<Transport.Command> stoppedEstablished() {
        if (!end.done()) {
            end.bye(dialog, context.getSystem().ignoreRef());
        }
        media.release();
        return Behaviors.same();
    }

    private static long cseq(Arrival arrival) {
        return arrival.request().getCSeq().getSeqNumber();
    }
}
