package io.tandem.frontend.sip;

import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.frontend.sip.stack.HeaderText;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the end of a call out means that was not answered (outcome table of the profile, from the far end). Pure. */
final class FarEnd {
    private FarEnd() {}

    /** A final response other than 2xx; {@code more} says what the phrase does not, or is empty. */
    static HangupCause refused(SIPResponse response, String more) {
        int status = response.getStatusCode();
        String phrase = HeaderText.printable(String.valueOf(response.getReasonPhrase()));
        return cause(
                status,
                more.isEmpty() ? phrase : phrase + ": " + more,
                ReasonHeaders.read(response).q850());
    }

    /** No response at all, or nobody to send to: counts as {@code status}. */
    static HangupCause unreachable(int status, String why) {
        HangupReason reason = status == 408 ? HangupReason.NO_ANSWER : HangupReason.SERVER_UNAVAILABLE;
        return new HangupCause(reason, why, Initiator.SYSTEM, status, Outcomes.q850(status, null));
    }

    /** It rang and nobody answered. */
    static HangupCause noAnswer(Duration ringTimeout) {
        String text = "no answer within " + ringTimeout.toSeconds() + " s";
        return new HangupCause(HangupReason.NO_ANSWER, text, Initiator.SYSTEM, 480, Outcomes.q850(480, null));
    }

    /** We did not even try. */
    static HangupCause notDialed(int status, String why) {
        return new HangupCause(HangupReason.FAILED, why, Initiator.SYSTEM, status, Outcomes.q850(status, null));
    }

    private static HangupCause cause(int status, String text, @Nullable Integer q850) {
        return switch (status) {
            case 603 -> by(HangupReason.BY_CALLEE, Initiator.CALLEE, status, text, q850);
            case 486, 600, 403, 607, 608 -> by(HangupReason.REJECTED, Initiator.CALLEE, status, text, q850);
            case 408, 480 -> by(HangupReason.NO_ANSWER, Initiator.SYSTEM, status, text, q850);
            case 487 -> by(HangupReason.CANCELED, Initiator.SYSTEM, status, text, q850);
            case 500, 502, 503, 504 -> by(HangupReason.SERVER_UNAVAILABLE, Initiator.SYSTEM, status, text, q850);
            default -> by(HangupReason.FAILED, Initiator.SYSTEM, status, text, q850);
        };
    }

    private static HangupCause by(
            HangupReason reason, Initiator initiator, int status, String text, @Nullable Integer q850) {
        return new HangupCause(reason, text, initiator, status, Outcomes.q850(status, q850));
    }
}
