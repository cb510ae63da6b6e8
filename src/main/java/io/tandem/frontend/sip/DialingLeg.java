package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.CallActor;
import io.tandem.call.CallOptions;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.OutboundDesk.Located;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.dialog.HeaderField;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.Contacts;
import io.tandem.frontend.sip.stack.Invitation;
import io.tandem.frontend.sip.stack.SdpBody;
import io.tandem.media.sdp.OfferAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * A leg that calls out (UAC), from its first INVITE to the final response: early dialogs, challenges, redirects. Each To tag is an early
 * dialog of its own; the first 2xx makes the leg an {@link EstablishedLeg}. One that is left before is taken back by a {@link Withdrawal}.
 */
final class DialingLeg extends Leg {

    /** Nobody answered in time. */
    private record RingTimeout() implements Transport.Internal {}

    private final OutboundDesk desk;
    private final CallOptions options;
    private final String offer;
    private final List<HeaderField> headers;

    /** What early media was agreed, by To tag. */
    private final Map<String, OfferAnswer.Agreed> early = new HashMap<>();

    private Located located;
    private Invitation invitation;
    private boolean provisional;
    private int redirects;

    DialingLeg(
            ActorContext<Transport.Command> context,
            TimerScheduler<Transport.Command> timers,
            OutboundDesk desk,
            OutboundDesk.Ready ready,
            Located located,
            CallOptions options,
            ActorRef<CallActor.Message> call) {
        super(context, timers, ready.setup(), call);
        this.desk = desk;
        this.options = options;
        this.offer = ready.offer();
        this.located = located;
        end.headers("invite", options.sip().hangupHeaders());
        headers = InviteHeaders.of(
                located.destination().trunk(),
                options.sip(),
                fault -> call.tell(new Transport.Troubled("invite", fault)));
        end.dialing(located.destination().trunk());
        timers.startSingleTimer(new RingTimeout(), desk.settings().ringTimeout());
        invitation = invite();
    }

    Behavior<Transport.Command> dialing() {
        return alive().onMessage(Transport.Ring.class, m -> refuse("ringing", "the call goes out"))
                .onMessage(Transport.SendDtmf.class, m -> refuse("sendDtmf", NOT_ANSWERED))
                .onMessage(Transport.Hold.class, m -> refuse(LegHold.command(m.on()), NOT_ANSWERED))
                .onMessage(Transport.Accept.class, m -> refuse("accept", "the call goes out"))
                .onMessage(Transport.Reject.class, m -> refuse("reject", "the call goes out"))
                .onMessage(Transport.Hangup.class, this::hangUp)
                .onMessage(Responded.class, m -> responded(m.response()))
                .onMessage(Undelivered.class, this::undelivered)
                .onMessage(OutboundLeg.Found.class, this::redirectFound)
                .onMessage(SipLegActor.Received.class, m -> received(m.arrival()))
                .onMessage(RingTimeout.class, m -> nobodyAnswers())
                .onSignal(PostStop.class, s -> stopped())
                .build();
    }

    /** Sends the INVITE, or the next one: with credentials, or to another target (RFC 3261 §8.1.3.4, §22.2). */
    private Invitation invite() {
        Dialog.Outgoing invite = dialog.request(Request.INVITE);
        dialog = invite.dialog();
        provisional = false;
        return wire.invite(invite, headers, offer, located.hop(), end.listener(invite.cseq()));
    }

    private Behavior<Transport.Command> responded(SIPResponse response) {
        int status = response.getStatusCode();
        if (response.getCSeq().getSeqNumber() != dialog.localCSeq()) {
            acks.answer(dialog, response);
        } else if (status < 200) {
            provisional(response);
        } else if (status < 300) {
            return answered(response);
        } else if (status < 400) {
            return redirected(response);
        } else if (status == 401 || status == 407) {
            return challenged(response);
        } else {
            return failed(FarEnd.refused(response, ""));
        }
        return Behaviors.same();
    }

    /** Every 18x is told; the newest description is the one that is heard (profile row 1.6). */
    private void provisional(SIPResponse response) {
        provisional = true;
        if (response.getStatusCode() / 10 != 18) {
            return;
        }
        wire.digest().accepted();
        String sdp = "";
        if (SdpBody.of(response) instanceof SdpBody.Description answer) {
            OfferAnswer.Outcome outcome = OfferAnswer.accept(dialog.sdp(), answer.sdp());
            if (outcome instanceof OfferAnswer.Agreed agreed) {
                early.put(String.valueOf(response.getToTag()), agreed);
                media.take(agreed.media());
                sdp = answer.sdp();
            } else if (outcome instanceof OfferAnswer.Refused refused) {
                call.tell(new Transport.Troubled("ringing", "early media: " + refused.warning()));
            }
        }
        call.tell(new Transport.Rang(sdp));
    }

    private Behavior<Transport.Command> answered(SIPResponse response) {
        timers.cancelAll();
        wire.digest().accepted();
        long cseq = dialog.localCSeq();
        dialog = Dialogs.answered(dialog, response);
        acks.acknowledge(dialog, cseq);
        OfferAnswer.Outcome outcome = outcome(response);
        if (outcome instanceof OfferAnswer.Agreed agreed) {
            media.take(agreed.media());
            media.inactivityTimeout(options.inactivityTimeout());
            dialog = dialog.withSdp(agreed.state());
            call.tell(new Transport.Answered(
                    String.valueOf(agreed.state().remoteSdp()),
                    agreed.media().sendCodec().name()));
            return new EstablishedLeg(this).confirmed();
        }
        String why = outcome instanceof OfferAnswer.Refused refused ? refused.warning() : "no answer in the 2xx";
        HangupCause cause = Outcomes.noCommonMedia(why);
        call.tell(new Transport.DialFailed(cause));
        end.leave(dialog, null, cause);
        return closing();
    }

    /** The answer stands in the 2xx, or stood in a provisional response of the same dialog; null when there is none. */
    private OfferAnswer.@Nullable Outcome outcome(SIPResponse response) {
        return SdpBody.of(response) instanceof SdpBody.Description answer
                ? OfferAnswer.accept(dialog.sdp(), answer.sdp())
                : early.get(dialog.remoteTag());
    }

    private Behavior<Transport.Command> challenged(SIPResponse response) {
        Optional<String> hopeless = wire.challenged(response);
        if (hopeless.isPresent()) {
            return failed(FarEnd.refused(response, hopeless.get()));
        }
        invitation = invite();
        return Behaviors.same();
    }

    private Behavior<Transport.Command> redirected(SIPResponse response) {
        Optional<String> contact = Contacts.preferred(response);
        if (redirects >= desk.settings().maxRedirects() || contact.isEmpty()) {
            String more = contact.map(to -> "to " + to + ", not followed").orElse("without a Contact");
            return failed(FarEnd.refused(response, more));
        }
        redirects++;
        context.pipeToSelf(desk.redirected(located.destination(), contact.get()), OutboundLeg.Found::new);
        return Behaviors.same();
    }

    private Behavior<Transport.Command> redirectFound(OutboundLeg.Found found) {
        if (found.located() == null) {
            return failed(OutboundLeg.cause(found.failure()));
        }
        located = found.located();
        early.clear();
        dialog = dialog.retargeted(located.destination().requestUri());
        invitation = invite();
        return Behaviors.same();
    }

    private Behavior<Transport.Command> undelivered(Undelivered undelivered) {
        return undelivered.cseq() == dialog.localCSeq()
                ? failed(FarEnd.unreachable(undelivered.status(), undelivered.why()))
                : Behaviors.same();
    }

    private Behavior<Transport.Command> failed(HangupCause cause) {
        timers.cancelAll();
        call.tell(new Transport.DialFailed(cause));
        return over(cause);
    }

    private Behavior<Transport.Command> nobodyAnswers() {
        HangupCause cause = FarEnd.noAnswer(desk.settings().ringTimeout());
        call.tell(new Transport.DialFailed(cause));
        return withdraw(cause);
    }

    private Behavior<Transport.Command> hangUp(Transport.Hangup hangup) {
        end.headers("hangup", hangup.headers());
        return withdraw(hangup.cause());
    }

    private Behavior<Transport.Command> withdraw(HangupCause cause) {
        timers.cancelAll();
        end.withdraw(dialog, invitation, provisional, cause);
        return closing();
    }

    /** Requests of an early dialog: the first offer has no answer yet, so no other can be taken (RFC 3311 §5.2). */
    private Behavior<Transport.Command> received(Arrival arrival) {
        switch (arrival.request().getMethod()) {
            case Request.ACK -> context.getLog().trace("ACK without an INVITE");
            case Request.BYE -> wire.answer(arrival, 481);
            case Request.INVITE -> wire.answer(arrival, 491);
            case Request.UPDATE ->
                wire.answer(arrival, SdpBody.of(arrival.request()) instanceof SdpBody.Description ? 491 : 200);
            default -> exchange.other(arrival);
        }
        return Behaviors.same();
    }

    /** Nothing is answered yet: the ring time-out decides how long that may last. */
    @Override
    void mediaTimeout() {
        context.getLog().debug("no early media comes in");
    }

    /** The call died under a leg that still rings somewhere. */
    private Behavior<Transport.Command> stopped() {
        if (!end.begun()) {
            end.withdraw(dialog, invitation, provisional, HangupCause.fault("the leg was stopped"));
        }
        return Behaviors.same();
    }
}
