package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.CallActor;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.media.MediaFact;
import java.util.Map;
import java.util.Optional;

/** What both halves of a leg's life share. Belongs to the leg's actor. */
abstract class Leg {

    static final String NOT_ANSWERED = "the call is not answered yet";

    /** News of the media session. */
    record Fact(MediaFact fact) implements Transport.Internal {}

    /** A response to an INVITE of this leg. */
    record Responded(SIPResponse response) implements Transport.Internal {}

    /** An INVITE of this leg got no response; {@code status} counts as one. */
    record Undelivered(long cseq, int status, String why) implements Transport.Internal {}

    /** The stack's actor sends no more requests here: the leg may go. */
    record Dismissed() implements Transport.Internal {}

    final ActorContext<Transport.Command> context;
    final TimerScheduler<Transport.Command> timers;
    final ActorRef<CallActor.Message> call;
    final LegMedia media;
    final LegWire wire;
    final LegExchange exchange;
    final LegEnd end;
    final Acks acks;
    final Initiator peer;
    Dialog dialog;

    Leg(
            ActorContext<Transport.Command> context,
            TimerScheduler<Transport.Command> timers,
            LegSetup setup,
            ActorRef<CallActor.Message> call) {
        this.context = context;
        this.timers = timers;
        this.call = call;
        this.media = setup.media();
        this.wire = setup.wire();
        this.acks = new Acks(wire);
        this.peer = setup.peer();
        this.dialog = setup.dialog();
        this.exchange = new LegExchange(wire, media, call);
        this.end = new LegEnd(setup, acks, call, context.getSelf());
        ActorRef<Transport.Command> self = context.getSelf();
        setup.facts().handTo(fact -> self.tell(new Fact(fact)));
    }

    /** The same leg in its next half. */
    Leg(Leg before) {
        context = before.context;
        timers = before.timers;
        call = before.call;
        media = before.media;
        wire = before.wire;
        exchange = before.exchange;
        end = before.end;
        acks = before.acks;
        peer = before.peer;
        dialog = before.dialog;
    }

    final BehaviorBuilder<Transport.Command> alive() {
        return BehaviorBuilder.<Transport.Command>create()
                .onMessage(Transport.Dial.class, m -> refuse("invite", "the call has been set up"))
                .onMessage(Transport.Mute.class, this::mute)
                .onMessage(Transport.Press.class, m -> refuse("dtmf", "the digits of a SIP call come from its phone"))
                .onMessage(Transport.AddIceCandidate.class, m -> noIce())
                .onMessage(Transport.Update.class, m -> refuse("update", "a SIP phone renews its offer itself"))
                .onMessage(Fact.class, m -> fact(m.fact()));
    }

    private Behavior<Transport.Command> fact(MediaFact fact) {
        if (fact instanceof MediaFact.FirstPacket) {
            call.tell(new Transport.MediaReady());
        } else if (fact instanceof MediaFact.Dtmf dtmf) {
            call.tell(new Transport.Digit(dtmf.digit()));
        } else if (fact instanceof MediaFact.DigitsSent sent) {
            LegDigits.report(call, sent.all());
        } else if (fact instanceof MediaFact.Inactive) {
            call.tell(new Transport.Inactive());
        } else if (fact instanceof MediaFact.MediaTimeout) {
            mediaTimeout();
        } else if (fact instanceof MediaFact.EndpointFailed failed) {
            context.getSelf().tell(new Transport.Hangup(HangupCause.fault("media: " + failed.reason()), Map.of()));
        }
        return Behaviors.same();
    }

    /** No RTP for too long; what that means depends on the half of life. */
    abstract void mediaTimeout();

    private Behavior<Transport.Command> noIce() {
        call.tell(new Transport.Troubled("addIceCandidate", "this call is not over ICE"));
        return Behaviors.same();
    }

    private Behavior<Transport.Command> mute(Transport.Mute mute) {
        exchange.mute(mute.on());
        return Behaviors.same();
    }

    final Behavior<Transport.Command> refuse(String command, String why) {
        call.tell(new Transport.Refused(command, why, null));
        return Behaviors.same();
    }

    /** Requests older than one that was seen are refused here (RFC 3261 §12.2.2). */
    final Optional<Arrival> inOrder(Arrival arrival) {
        if (!dialog.remoteTag().equals(arrival.request().getFromTag())) {
            // Another branch of our INVITE, whose dialog is over.
            wire.answer(arrival, 481);
            return Optional.empty();
        }
        if (dialog.isOutOfOrder(cseq(arrival))) {
            wire.answer(arrival, 500);
            return Optional.empty();
        }
        dialog = dialog.received(cseq(arrival));
        return Optional.of(arrival);
    }

    /** Ends the leg; the peer is owed nothing. */
    final Behavior<Transport.Command> over(HangupCause cause) {
        end.settled(cause);
        return closing();
    }

    /** Nothing is left to do but to hand over what is still on its way here. */
    final Behavior<Transport.Command> closing() {
        return BehaviorBuilder.<Transport.Command>create()
                .onMessage(SipLegActor.Received.class, late -> {
                    end.passOn(late);
                    return Behaviors.same();
                })
                .onMessage(Responded.class, late -> {
                    end.passOn(late);
                    return Behaviors.same();
                })
                .onMessage(Dismissed.class, m -> {
                    end.report();
                    return Behaviors.stopped();
                })
                // What these ask for happens anyway, or is too late.
                .onAnyMessage(m -> Behaviors.same())
                .build();
    }

    static long cseq(Arrival arrival) {
        return arrival.request().getCSeq().getSeqNumber();
    }
}
