package io.tandem.call;

import io.tandem.call.HangupCause.Initiator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the `hangup` command's `reason` and `initiator`, as causes. */
final class HangupWords {
    private static final Map<String, HangupReason> REASONS = Map.of(
            "caller", HangupReason.BY_CALLER,
            "callee", HangupReason.BY_CALLEE,
            "refer", HangupReason.BY_REFER,
            "system", HangupReason.BY_SYSTEM,
            "autohangup", HangupReason.AUTOHANGUP,
            "inactivitytimeout", HangupReason.INACTIVITY_TIMEOUT,
            "canceled", HangupReason.CANCELED,
            "rejected", HangupReason.REJECTED,
            "failed", HangupReason.FAILED);

    private HangupWords() {}

    /** The initiator's word wins over the reason's; neither means the system hung up. */
    static HangupCause cause(@Nullable String reason, @Nullable String initiator) {
        switch (lower(initiator)) {
            case "caller":
                return HangupCause.of(HangupReason.BY_CALLER, Initiator.CALLER, 200);
            case "callee":
                return HangupCause.of(HangupReason.BY_CALLEE, Initiator.CALLEE, 200);
            case "system":
                return HangupCause.of(HangupReason.AUTOHANGUP, Initiator.SYSTEM, 200);
            default:
                return byReason(reason);
        }
    }

    private static HangupCause byReason(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return HangupCause.of(HangupReason.BY_SYSTEM, Initiator.SYSTEM, 200);
        }
        HangupReason known = REASONS.get(lower(reason));
        if (known == null) {
            return HangupCause.other(reason, Initiator.SYSTEM);
        }
        return HangupCause.of(known, initiatorOf(known), 200);
    }

    private static Initiator initiatorOf(HangupReason reason) {
        if (reason == HangupReason.BY_CALLER) {
            return Initiator.CALLER;
        }
        return reason == HangupReason.BY_CALLEE ? Initiator.CALLEE : Initiator.SYSTEM;
    }

    private static String lower(@Nullable String word) {
        return word == null ? "" : word.trim().toLowerCase(Locale.ROOT);
    }
}
