package io.tandem.frontend.sip;

import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.ClientListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sip.message.Request;

/**
 * The ACKs of 2xx to INVITEs of one leg: each is sent again with every copy of its 2xx, and a 2xx of another branch of a forked INVITE
 * is acknowledged and its dialog ended (RFC 3261 §13.2.2.4). Used by one actor at a time.
 */
final class Acks {
    private static final ClientListener NOBODY = new ClientListener() {
        @Override
        public void answered(SIPResponse response) {
            // Whatever the far end says, its dialog is over.
        }

        @Override
        public void failed(int status, String why) {
            // It is gone already.
        }
    };

    private final LegWire wire;
    private final Map<String, Runnable> sent = new HashMap<>();

    Acks(LegWire wire) {
        this.wire = wire;
    }

    /** Sends the ACK of a 2xx that made or changed {@code dialog}. */
    void acknowledge(Dialog dialog, long cseq) {
        Runnable ack = wire.ack(dialog.ack(cseq));
        sent.put(key(dialog.remoteTag(), cseq), ack);
        ack.run();
    }

    /** Answers a response that makes no dialog for the leg any more: one that came again, or a branch that was too late. */
    void answer(Dialog dialog, SIPResponse response) {
        if (response.getStatusCode() / 100 != 2 || response.getToTag() == null) {
            return;
        }
        long cseq = response.getCSeq().getSeqNumber();
        Runnable ack = sent.get(key(response.getToTag(), cseq));
        if (ack != null) {
            ack.run();
        } else if (!response.getToTag().equals(dialog.remoteTag())) {
            Dialog other = Dialogs.answered(dialog, response);
            acknowledge(other, cseq);
            wire.request(other.request(Request.BYE), List.of(), NOBODY);
        }
    }

    private static String key(String tag, long cseq) {
        return tag + ' ' + cseq;
    }
}
