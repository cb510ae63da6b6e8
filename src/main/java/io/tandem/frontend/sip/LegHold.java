package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.CallActor;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.SdpBody;
import io.tandem.media.sdp.OfferAnswer;
import io.tandem.media.sdp.SdpState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Hold that we ask for: a re-INVITE in which we only send, or do both again (RFC 3264 §8.4), which goes out again later when it met one
 * of the peer's (RFC 3261 §14.1). A refusal leaves everything as it was. One wish at a time: its call awaits the outcome. Used by the
 * leg's actor only.
 */
final class LegHold {

    /** The re-INVITE is due. */
    record Due() implements Transport.Internal {}

    private static final int MAX_GLARES = 5;
    private static final int BACK_OFF_UNIT_MILLIS = 10;

    private final LegWire wire;
    private final LegMedia media;
    private final LegEnd end;
    private final Acks acks;
    private final ActorRef<CallActor.Message> call;
    private final ActorRef<Transport.Command> leg;
    private final TimerScheduler<Transport.Command> timers;
    private final boolean callIdIsOurs;

    private boolean wanted;
    private int glares;

    /** What is in force until the re-INVITE that runs is accepted; null while none runs. */
    private @Nullable SdpState before;

    private long cseq;

    LegHold(Leg leg) {
        wire = leg.wire;
        media = leg.media;
        end = leg.end;
        acks = leg.acks;
        call = leg.call;
        this.leg = leg.context.getSelf();
        timers = leg.timers;
        callIdIsOurs = leg.peer == HangupCause.Initiator.CALLEE;
    }

    /** Name of the command. */
    static String command(boolean on) {
        return on ? "hold" : "unhold";
    }

    /** Whether a re-INVITE of ours has no final response yet: no other exchange may begin. */
    boolean isRunning() {
        return before != null;
    }

    boolean awaits(long cseqOfResponse) {
        return isRunning() && cseqOfResponse == cseq;
    }

    void ask(boolean on, Dialog dialog) {
        wanted = on;
        glares = 0;
        if (dialog.sdp().holding() == on) {
            call.tell(new Transport.CarriedOut(command(on)));
        } else {
            leg.tell(new Due());
        }
    }

    /** Sends the re-INVITE, as soon as no exchange of the peer's runs; returns the dialog after it. */
    Dialog offer(Dialog dialog) {
        if (dialog.unacknowledged() != null) {
            timers.startSingleTimer(Due.class, new Due(), wire.t1());
            return dialog;
        }
        before = dialog.sdp();
        OfferAnswer.Offered offered = OfferAnswer.offer(before.holding(wanted));
        Dialog.Outgoing invite = dialog.withSdp(offered.state()).request(Request.INVITE);
        cseq = invite.cseq();
        wire.reInvite(invite, offered.sdp(), end.listener(cseq));
        return invite.dialog();
    }

    /** Takes a response to the re-INVITE; a cause when the call cannot go on after it. */
    Optional<HangupCause> answered(Dialog dialog, SIPResponse response, Consumer<Dialog> next) {
        int status = response.getStatusCode();
        if (status < 200) {
            return Optional.empty();
        }
        SdpState old = Objects.requireNonNull(before, "only asked while one runs");
        before = null;
        if (status < 300) {
            return accepted(LegExchange.retargeted(dialog, response), response, next);
        }
        next.accept(dialog.withSdp(old));
        boolean challenged = status == 401 || status == 407;
        if (challenged && wire.challenged(response).isEmpty()) {
            leg.tell(new Due());
        } else if (status == 491 && ++glares < MAX_GLARES) {
            timers.startSingleTimer(Due.class, new Due(), backOff());
        } else {
            refused(status, FarEnd.refused(response, "").describe());
        }
        // These two say that the dialog is gone (§12.2.1.2).
        return status == 481 || status == 408 ? Optional.of(FarEnd.refused(response, "")) : Optional.empty();
    }

    /** Takes that no response came. */
    Dialog undelivered(Dialog dialog, Leg.Undelivered undelivered) {
        SdpState old = before;
        if (old == null || undelivered.cseq() != cseq) {
            return dialog;
        }
        before = null;
        refused(undelivered.status(), undelivered.why());
        return dialog.withSdp(old);
    }

    private Optional<HangupCause> accepted(Dialog dialog, SIPResponse response, Consumer<Dialog> next) {
        wire.digest().accepted();
        next.accept(dialog);
        acks.acknowledge(dialog, cseq);
        if (!(SdpBody.of(response) instanceof SdpBody.Description answer)) {
            return Optional.of(Outcomes.noCommonMedia("no answer in the 2xx"));
        }
        OfferAnswer.Outcome outcome = OfferAnswer.accept(dialog.sdp(), answer.sdp());
        if (outcome instanceof OfferAnswer.Refused refused) {
            return Optional.of(Outcomes.noCommonMedia(refused.warning()));
        }
        OfferAnswer.Agreed agreed = (OfferAnswer.Agreed) outcome;
        media.take(agreed.media());
        next.accept(dialog.withSdp(agreed.state()));
        call.tell(new Transport.HoldChanged(LegExchange.onHold(agreed)));
        call.tell(new Transport.CarriedOut(command(wanted)));
        return Optional.empty();
    }

    private void refused(int status, String why) {
        call.tell(new Transport.Refused(command(wanted), "the far end refused the re-INVITE: " + why, status));
    }

    /** Between 2.1 and 4 s for the side that made the Call-ID, else up to 2 s, in units of 10 ms (RFC 3261 §14.1). */
    private Duration backOff() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int units = callIdIsOurs ? random.nextInt(210, 401) : random.nextInt(201);
        return Duration.ofMillis((long) units * BACK_OFF_UNIT_MILLIS);
    }
}
