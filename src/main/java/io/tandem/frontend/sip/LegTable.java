package io.tandem.frontend.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.frontend.sip.dialog.Dialog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The legs of a node, by the id of their dialog and, inbound, by their INVITE. A leg that calls out stands here under the id without
 * remote tag, so that each branch of its INVITE leads to it. Used by the stack's actor only.
 */
final class LegTable {
    private final Map<String, LegEntry> legs = new HashMap<>();
    private final Map<String, LegEntry> byInvite = new HashMap<>();
    private final List<Runnable> silenceWaiters = new ArrayList<>();

    void add(String id, LegEntry entry) {
        legs.put(id, entry);
        if (entry.inviteKey() != null) {
            byInvite.put(entry.inviteKey(), entry);
        }
    }

    @Nullable
    LegEntry get(String id) {
        return legs.get(id);
    }

    /** The leg that a request inside a dialog is for. */
    @Nullable
    LegEntry of(SIPRequest request) {
        LegEntry leg = legs.get(Dialogs.id(request));
        return leg != null ? leg : legs.get(Dialog.id(request.getCallId().getCallId(), request.getToTag(), ""));
    }

    /** The leg whose INVITE a response answers. */
    @Nullable
    LegEntry of(SIPResponse response) {
        LegEntry leg = legs.get(Dialogs.id(response));
        return leg != null ? leg : legs.get(Dialog.id(response.getCallId().getCallId(), response.getFromTag(), ""));
    }

    /** The leg of an INVITE that came in. */
    @Nullable
    LegEntry byInvite(String key) {
        return byInvite.get(key);
    }

    @Nullable
    LegEntry remove(String id) {
        LegEntry entry = legs.remove(id);
        if (entry != null && entry.inviteKey() != null) {
            byInvite.remove(entry.inviteKey());
        }
        tellOfSilence();
        return entry;
    }

    /** Runs {@code told} when no leg is left, which may be now. */
    void whenEmpty(Runnable told) {
        silenceWaiters.add(told);
        tellOfSilence();
    }

    private void tellOfSilence() {
        if (legs.isEmpty()) {
            silenceWaiters.forEach(Runnable::run);
            silenceWaiters.clear();
        }
    }
}
