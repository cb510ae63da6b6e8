package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tandem.call.CallActor;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import io.tandem.frontend.sip.stack.Rejection;
import io.tandem.media.sdp.OfferAnswer;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** One inbound SIP leg (UAS). Its first state is here: pending, an INVITE without final response; {@link EstablishedLeg} has the others. */
final class SipLegActor extends Leg {

    /** A request of this dialog, or the CANCEL of its INVITE. */
    record Received(Arrival arrival) implements Transport.Internal {}

    private final Arrival invite;
    private final OfferAnswer.@Nullable Agreed agreed;

    /** @param agreed answer to the caller's offer, null for a late offer */
    static Behavior<Transport.Command> create(
            LegSetup setup, Arrival invite, OfferAnswer.@Nullable Agreed agreed, ActorRef<CallActor.Message> call) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new SipLegActor(context, timers, setup, invite, agreed, call).pending()));
    }

    private SipLegActor(
            ActorContext<Transport.Command> context,
            TimerScheduler<Transport.Command> timers,
            LegSetup setup,
            Arrival invite,
            OfferAnswer.@Nullable Agreed agreed,
            ActorRef<CallActor.Message> call) {
        super(context, timers, setup, call);
        this.invite = invite;
        this.agreed = agreed;
        setup.stack().tell(new SipStackActor.LegStarted(dialog.id(), context.getSelf()));
    }

    private Behavior<Transport.Command> pending() {
        return alive().onMessage(Transport.Ring.class, this::ring)
                .onMessage(Transport.SendDtmf.class, m -> refuse("sendDtmf", NOT_ANSWERED))
                .onMessage(Transport.Hold.class, m -> refuse(LegHold.command(m.on()), NOT_ANSWERED))
                .onMessage(Transport.Accept.class, this::accept)
                .onMessage(Transport.Reject.class, this::reject)
                .onMessage(Transport.Hangup.class, this::hangUpPending)
                .onMessage(Received.class, m -> receivedPending(m.arrival()))
                .onSignal(PostStop.class, s -> stoppedPending())
                .build();
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
        end.headers("accept", accept.options().sip().hangupHeaders());
        media.inactivityTimeout(accept.options().inactivityTimeout());
        dialog = exchange.accept(dialog, invite, agreed);
        call.tell(new Transport.Answered(
                String.valueOf(dialog.sdp().localSdp()),
                agreed == null ? null : agreed.media().sendCodec().name()));
        return new EstablishedLeg(this).awaitAck();
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

    /** Nothing is answered yet: the application decides how long that may last. */
    @Override
    void mediaTimeout() {
        context.getLog().debug("no early media comes in");
    }

    /** The call died under a leg that owes the caller a final response. */
    private Behavior<Transport.Command> stoppedPending() {
        if (!end.begun()) {
            wire.refuse(invite, Rejection.of(500));
        }
        media.release();
        return Behaviors.same();
    }
}
