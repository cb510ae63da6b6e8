package io.tandem.call;

import org.jspecify.annotations.Nullable;

/**
 * The end of a call as data, made where it happens; the first one recorded wins.
 *
 * @param text free text of {@link HangupReason#OTHER}, else a human-readable detail
 * @param initiator who ended it
 * @param status SIP status that fits (200 for a normal end, 487 for a cancelled call …)
 * @param q850 Q.850 cause, when the far end or the rule of the outcome table gives one
 */
public record HangupCause(
        HangupReason reason, @Nullable String text, Initiator initiator, int status, @Nullable Integer q850) {

    /** The party that ended a call. */
    public enum Initiator {
        CALLER,
        CALLEE,
        SYSTEM
    }

    public static HangupCause of(HangupReason reason, Initiator initiator, int status) {
        return new HangupCause(reason, null, initiator, status, null);
    }

    /** A fault of this server: SIP 500, Q.850 cause 41. */
    public static HangupCause fault(String text) {
        return new HangupCause(HangupReason.FAILED, text, Initiator.SYSTEM, 500, 41);
    }

    public static HangupCause other(String text, Initiator initiator) {
        return new HangupCause(HangupReason.OTHER, text, initiator, 200, null);
    }

    /** This cause, with the Q.850 cause that the leg put to the same end. */
    HangupCause completedBy(HangupCause leg) {
        return q850 == null && leg.status == status ? new HangupCause(reason, text, initiator, status, leg.q850) : this;
    }

    /** The status for a leg that was never answered: the cause's own when it refuses, else 603. */
    public int refusalStatus() {
        return status >= 400 ? status : 603;
    }

    /** The cause in words, for reason phrases and logs. */
    public String describe() {
        return text == null ? reason.protocolName() : text;
    }
}
