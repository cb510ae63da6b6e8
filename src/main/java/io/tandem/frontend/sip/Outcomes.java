package io.tandem.frontend.sip;

import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome table of the profile: inner causes to SIP status and Q.850 cause, and what the far end says to causes. Pure. */
final class Outcomes {
    static final int DECLINE = 603;
    static final String HANDLER_GONE = "handler disconnected";

    private static final int NORMAL_CLEARING = 16;
    private static final Map<Integer, Integer> Q850 = Map.ofEntries(
            Map.entry(403, 21),
            Map.entry(404, 1),
            Map.entry(408, 102),
            Map.entry(480, 19),
            Map.entry(484, 28),
            Map.entry(486, 17),
            Map.entry(487, 16),
            Map.entry(488, 65),
            Map.entry(500, 41),
            Map.entry(503, 42),
            Map.entry(504, 102),
            Map.entry(603, 21));

    private Outcomes() {}

    /** Status for a caller whose call ends before it was answered: the cause's own where it is a failure, else 603. */
    static int refusalStatus(HangupCause cause) {
        return cause.status() >= 400 && cause.status() <= 699 ? cause.status() : DECLINE;
    }

    /** Q.850 cause that goes with a status, null when the table has none. */
    static @Nullable Integer q850(int status, @Nullable Integer given) {
        return given != null ? given : status < 300 ? Integer.valueOf(NORMAL_CLEARING) : Q850.get(status);
    }

    /** The caller gave up before the answer. */
    static HangupCause canceled(ReasonHeaders.Reasons reasons) {
        return new HangupCause(HangupReason.CANCELED, reasons.text(), Initiator.CALLER, 487, q850(487, reasons.q850()));
    }

    /** The far end hung up; a Reason of the SIP kind other than 200 is told in the text. */
    static HangupCause byPeer(Initiator peer, ReasonHeaders.Reasons reasons) {
        HangupReason reason = peer == Initiator.CALLER ? HangupReason.BY_CALLER : HangupReason.BY_CALLEE;
        String text = reasons.text() != null || reasons.sip() == null ? reasons.text() : "SIP " + reasons.sip();
        return new HangupCause(reason, text, peer, 200, reasons.q850());
    }

    static HangupCause rejected(int status, String reason, @Nullable Integer q850) {
        return new HangupCause(HangupReason.REJECTED, reason, Initiator.CALLEE, status, q850(status, q850));
    }

    static HangupCause noAck() {
        return new HangupCause(HangupReason.OTHER, "no ACK", Initiator.SYSTEM, 408, q850(408, null));
    }

    static HangupCause rtpTimeout() {
        return new HangupCause(HangupReason.OTHER, "RTP timeout", Initiator.SYSTEM, 408, q850(408, null));
    }

    static HangupCause noCommonMedia(String why) {
        return new HangupCause(HangupReason.FAILED, why, Initiator.SYSTEM, 488, q850(488, null));
    }
}
