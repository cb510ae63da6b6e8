package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import gov.nist.javax.sip.message.SIPMessage;
import io.tandem.call.CallActor;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Arrival;
import io.tandem.frontend.sip.stack.Rejection;
import io.tandem.frontend.sip.stack.SdpBody;
import io.tandem.media.sdp.OfferAnswer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Offer/answer and the other requests inside a leg's dialog. Answers each request and returns the dialog after it; an exchange that
 * fails leaves dialog and media as they were (profile row 3.4). Used by the leg's actor only.
 */
final class LegExchange {
    private final LegWire wire;
    private final LegMedia media;
    private final ActorRef<CallActor.Message> call;
    private boolean muted;

    LegExchange(LegWire wire, LegMedia media, ActorRef<CallActor.Message> call) {
        this.wire = wire;
        this.media = media;
        this.call = call;
    }

    void mute(boolean on) {
        muted = on;
        media.mute(on);
    }

    /** Sends the 2xx of an INVITE: with the answer when the offer came, else with a full offer (RFC 3261 §14.2). */
    Dialog accept(Dialog dialog, Arrival invite, OfferAnswer.@Nullable Agreed agreed) {
        long cseq = invite.request().getCSeq().getSeqNumber();
        if (agreed != null) {
            if (agreed.changed()) {
                media.take(agreed.media());
            }
            String response = wire.answer(invite, 200, agreed.localSdp());
            return dialog.withSdp(agreed.state()).answered(new Dialog.Unacknowledged(cseq, response, false));
        }
        OfferAnswer.Offered offered = OfferAnswer.offer(dialog.sdp());
        String response = wire.answer(invite, 200, offered.sdp());
        return dialog.withSdp(offered.state()).answered(new Dialog.Unacknowledged(cseq, response, true));
    }

    /** Takes the ACK that was waited for; a reason when its answer does not fit our offer, for which the call must end. */
    Optional<String> acknowledged(Dialog dialog, Arrival ack, Consumer<Dialog> next) {
        Dialog.Unacknowledged response = dialog.unacknowledged();
        next.accept(dialog.acknowledged());
        if (response == null || !response.awaitsAnswer()) {
            return Optional.empty();
        }
        if (!(SdpBody.of(ack.request()) instanceof SdpBody.Description answer)) {
            return Optional.of("no answer in the ACK");
        }
        OfferAnswer.Outcome outcome = OfferAnswer.accept(dialog.sdp(), answer.sdp());
        if (outcome instanceof OfferAnswer.Refused refused) {
            return Optional.of(refused.warning());
        }
        OfferAnswer.Agreed agreed = (OfferAnswer.Agreed) outcome;
        media.take(agreed.media());
        next.accept(dialog.acknowledged().withSdp(agreed.state()));
        return Optional.empty();
    }

    /** A re-INVITE, with no other exchange running. */
    Dialog reInvite(Dialog dialog, Arrival request) {
        if (!(SdpBody.of(request.request()) instanceof SdpBody.Description offer)) {
            return accept(retargeted(dialog, request.request()), request, null);
        }
        OfferAnswer.Outcome outcome = OfferAnswer.answer(dialog.sdp(), offer.sdp());
        if (outcome instanceof OfferAnswer.Refused refused) {
            wire.notAcceptable(request, refused.status(), refused.warningCode(), refused.warning());
            return dialog;
        }
        OfferAnswer.Agreed agreed = (OfferAnswer.Agreed) outcome;
        call.tell(new Transport.HoldChanged(onHold(agreed)));
        return accept(retargeted(dialog, request.request()), request, agreed);
    }

    /** An UPDATE (RFC 3311), with or without an offer. */
    Dialog update(Dialog dialog, Arrival request) {
        if (!(SdpBody.of(request.request()) instanceof SdpBody.Description offer)) {
            wire.answer(request, 200);
            return retargeted(dialog, request.request());
        }
        OfferAnswer.Outcome outcome = OfferAnswer.answer(dialog.sdp(), offer.sdp());
        if (outcome instanceof OfferAnswer.Refused refused) {
            wire.notAcceptable(request, refused.status(), refused.warningCode(), refused.warning());
            return dialog;
        }
        OfferAnswer.Agreed agreed = (OfferAnswer.Agreed) outcome;
        if (agreed.changed()) {
            media.take(agreed.media());
        }
        wire.answer(request, 200, agreed.localSdp());
        call.tell(new Transport.HoldChanged(onHold(agreed)));
        return retargeted(dialog, request.request()).withSdp(agreed.state());
    }

    /** OPTIONS, MESSAGE and INFO, which are welcome in every state of a dialog. */
    void other(Arrival request) {
        switch (request.request().getMethod()) {
            case "OPTIONS" -> wire.capabilities(request);
            case "INFO" -> info(request);
            default -> wire.answer(request, 200);
        }
    }

    private void info(Arrival request) {
        Rejection rejection = DtmfInfo.check(request.request());
        if (rejection != null) {
            wire.refuse(request, rejection);
            return;
        }
        wire.answer(request, 200);
        if (!muted) {
            DtmfInfo.digit(request.request()).ifPresent(digit -> call.tell(new Transport.Digit(digit)));
        }
    }

    /** Whether either side holds the other. */
    static boolean onHold(OfferAnswer.Agreed agreed) {
        return agreed.state().holding() || !agreed.media().sending();
    }

    /** The dialog after a target refresh (RFC 3261 §12.2). */
    static Dialog retargeted(Dialog dialog, SIPMessage request) {
        return request.getContactHeader() == null
                ? dialog
                : dialog.retargeted(
                        request.getContactHeader().getAddress().getURI().toString());
    }
}
