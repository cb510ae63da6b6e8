package io.tandem.frontend.sip;

import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.message.SIPRequest;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.Headers;
import io.tandem.media.sdp.SdpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
}
