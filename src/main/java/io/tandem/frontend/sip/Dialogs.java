package io.tandem.frontend.sip;

import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Headers;
import io.tandem.media.sdp.SdpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sip.header.ContactHeader;

/** Makes dialogs from the messages that found them. Pure. */
final class Dialogs {
    private Dialogs() {}

    /** The dialog of an INVITE that we accept (RFC 3261 §12.1.1); the route set is its Record-Route in the same order. */
    static Dialog accepting(SIPRequest invite, String localTag, SdpState sdp) {
        List<String> routes = new ArrayList<>();
        RecordRouteList recorded = invite.getRecordRouteHeaders();
        if (recorded != null) {
            recorded.forEach(route -> routes.add(Headers.body(route)));
        }
        return new Dialog(
                invite.getCallId().getCallId(),
                localTag,
                invite.getFromTag(),
                Headers.body(invite.getTo()) + ";tag=" + localTag,
                Headers.body(invite.getFrom()),
                0,
                invite.getCSeq().getSeqNumber(),
                List.copyOf(routes),
                Objects.requireNonNull(invite.getContactHeader(), "checked before")
                        .getAddress()
                        .getURI()
                        .toString(),
                sdp,
                null);
    }

    /** The dialog of a response with To tag to an INVITE of ours (§12.1.2); without Contact the target stays as it is. */
    static Dialog answered(Dialog calling, SIPResponse response) {
        List<String> routes = new ArrayList<>();
        RecordRouteList recorded = response.getRecordRouteHeaders();
        if (recorded != null) {
            recorded.forEach(route -> routes.add(0, Headers.body(route)));
        }
        ContactHeader contact = response.getContactHeader();
        return calling.answeredBy(
                response.getToTag(),
                Headers.body(response.getTo()),
                List.copyOf(routes),
                contact == null
                        ? calling.remoteTarget()
                        : contact.getAddress().getURI().toString());
    }

    /** The id of the dialog that a response belongs to. */
    static String id(SIPResponse response) {
        String toTag = response.getToTag();
        return Dialog.id(response.getCallId().getCallId(), response.getFromTag(), toTag == null ? "" : toTag);
    }

    /** The id of the dialog that a request from the far end belongs to. */
    static String id(SIPRequest request) {
        return Dialog.id(request.getCallId().getCallId(), request.getToTag(), request.getFromTag());
    }
}
