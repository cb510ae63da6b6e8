package io.tandem.call;

import io.tandem.call.HangupCause.Initiator;

/** The ends that a call decides itself. */
final class Causes {
    /** Q.850 19 = no answer from user. */
    static final HangupCause ACCEPT_TIMEOUT =
            new HangupCause(HangupReason.NO_ANSWER, "accept timeout", Initiator.SYSTEM, 480, 19);

    /** Q.850 21 = call rejected. */
    static final HangupCause CONTROLLER_LOST =
            new HangupCause(HangupReason.BY_SYSTEM, "handler disconnected", Initiator.SYSTEM, 603, 21);

    static final HangupCause AUTO_HANGUP = HangupCause.of(HangupReason.BY_SYSTEM, Initiator.SYSTEM, 200);
    static final HangupCause INACTIVE = HangupCause.of(HangupReason.INACTIVITY_TIMEOUT, Initiator.SYSTEM, 200);
    static final HangupCause TRANSPORT_SILENT = HangupCause.fault("the transport of the call did not end");
    static final HangupCause NOT_PENDING =
            new HangupCause(HangupReason.REJECTED, "no pending call", Initiator.SYSTEM, 486, null);

    /** The controller ended a call out before it was answered. */
    static final HangupCause GAVE_UP = HangupCause.of(HangupReason.CANCELED, Initiator.CALLER, 487);

    private Causes() {}

    static HangupCause dialRefused(Transport.Refused refused) {
        int status = refused.code() == null ? 500 : refused.code();
        return new HangupCause(HangupReason.FAILED, refused.why(), Initiator.SYSTEM, status, null);
    }

    static HangupCause rejected(Command.Reject reject) {
        int status = reject.code() == null ? 603 : reject.code();
        return new HangupCause(HangupReason.REJECTED, reject.reason(), Initiator.CALLEE, status, null);
    }
}
