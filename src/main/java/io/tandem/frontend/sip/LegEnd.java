package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import io.tandem.call.CallActor;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.stack.ClientListener;
import io.tandem.frontend.sip.stack.HeaderText;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a leg ends: BYE with the application's headers, media freed, one last report. Used by the leg's actor only. */
final class LegEnd {
    private final LegWire wire;
    private final LegMedia media;
    private final ActorRef<CallActor.Message> call;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private HangupCause cause = HangupCause.fault("the leg was stopped");
    private boolean done;

    LegEnd(LegWire wire, LegMedia media, ActorRef<CallActor.Message> call) {
        this.wire = wire;
        this.media = media;
        this.call = call;
    }

    /** Keeps headers for the BYE; those that may not be sent are reported and left out. */
    void headers(String command, Map<String, String> wanted) {
        wanted.forEach((name, value) -> HeaderText.fault(name, value)
                .ifPresentOrElse(
                        fault -> call.tell(new Transport.Troubled(command, fault)), () -> headers.put(name, value)));
    }

    /** The leg is to end for {@code why}: its audio stops at once, whatever signalling still has to do. */
    void because(HangupCause why) {
        cause = why;
        media.release();
    }

    /** Sends the BYE and returns the dialog after it; {@code leg} hears when that is settled. */
    Dialog bye(Dialog dialog, ActorRef<Transport.Command> leg) {
        Dialog.Outgoing bye = dialog.request("BYE");
        Integer q850 = Outcomes.q850(cause.status(), cause.q850());
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (q850 != null) {
            all.putIfAbsent("Reason", ReasonHeaders.q850(q850));
        }
        done = true;
        wire.bye(bye, all, new ClientListener() {
            @Override
            public void answered(int status) {
                if (status >= 200) {
                    leg.tell(new SipLegActor.ByeDone());
                }
            }

            @Override
            public void failed(String why) {
                leg.tell(new SipLegActor.ByeDone());
            }
        });
        return bye.dialog();
    }

    /** Nothing is owed to the peer any more: the last report. */
    void report() {
        done = true;
        media.release();
        call.tell(new Transport.Ended(cause));
    }

    /** Whether the peer knows of the end. */
    boolean done() {
        return done;
    }
}
