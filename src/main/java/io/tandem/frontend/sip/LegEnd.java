package io.tandem.frontend.sip;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.call.CallActor;
import io.tandem.call.HangupCause;
import io.tandem.call.Transport;
import io.tandem.frontend.sip.dialog.Dialog;
import io.tandem.frontend.sip.dialog.HeaderField;
import io.tandem.frontend.sip.settings.Trunk;
import io.tandem.frontend.sip.stack.ClientListener;
import io.tandem.frontend.sip.stack.HeaderText;
import io.tandem.frontend.sip.stack.Invitation;
import io.tandem.frontend.sip.stack.ReasonHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a leg ends: media freed at once, what is owed to the peer handed to the stack's actor, one last report. Used by the leg's actor only. */
final class LegEnd {
    private final LegSetup setup;
    private final Acks acks;
    private final ActorRef<CallActor.Message> call;
    private final ActorRef<Transport.Command> leg;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable HangupCause cause;

    LegEnd(LegSetup setup, Acks acks, ActorRef<CallActor.Message> call, ActorRef<Transport.Command> leg) {
        this.setup = setup;
        this.acks = acks;
        this.call = call;
        this.leg = leg;
    }

    /** Keeps headers for the BYE; those that may not be sent are reported and left out. */
    void headers(String command, Map<String, String> wanted) {
        wanted.forEach((name, value) -> HeaderText.fault(name, value)
                .ifPresentOrElse(
                        fault -> call.tell(new Transport.Troubled(command, fault)), () -> headers.put(name, value)));
    }

    /** The leg ends, and the peer knows. */
    void settled(HangupCause why) {
        begin(why, null);
    }

    /** The leg ends, and the peer is owed a BYE, after the ACK that {@code wait} is for. */
    void leave(Dialog dialog, @Nullable AckWait wait, HangupCause why) {
        begin(why, Farewell.create(new Farewell.Dues(dialog, farewell(why), setup.wire(), acks, wait)));
    }

    /** The leg of a call out ends before its answer. */
    void withdraw(Dialog calling, Invitation invitation, boolean provisional, HangupCause why) {
        begin(
                why,
                Withdrawal.create(
                        new Withdrawal.Dues(calling, invitation, provisional, farewell(why), setup.wire(), acks)));
    }

    /** The leg is about to call out by {@code trunk}. */
    void dialing(@Nullable Trunk trunk) {
        setup.stack().tell(new SipStackActor.LegDialing(setup.dialog().id(), trunk == null ? null : trunk.name(), leg));
    }

    /** Who hears what becomes of an INVITE: the stack's actor, which knows who has the leg by then. */
    ClientListener listener(long cseq) {
        ActorRef<SipStackActor.Message> stack = setup.stack();
        String id = setup.dialog().id();
        return new ClientListener() {
            @Override
            public void answered(SIPResponse response) {
                stack.tell(new SipStackActor.ResponseArrived(response));
            }

            @Override
            public void failed(int status, String why) {
                stack.tell(new SipStackActor.InviteFailed(id, new Leg.Undelivered(cseq, status, why)));
            }
        };
    }

    /** The headers of the message that ends the leg. */
    private List<HeaderField> farewell(HangupCause why) {
        Integer q850 = Outcomes.q850(why.status(), why.q850());
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (q850 != null) {
            // What the server found wrong is the peer's business; what an application or the caller says need not be.
            boolean fault = why.initiator() == HangupCause.Initiator.SYSTEM && why.status() >= 400;
            all.putIfAbsent("Reason", fault ? ReasonHeaders.q850(q850, why.describe()) : ReasonHeaders.q850(q850));
        }
        return all.entrySet().stream()
                .map(header -> new HeaderField(header.getKey(), header.getValue()))
                .toList();
    }

    private void begin(HangupCause why, @Nullable Behavior<Transport.Command> dues) {
        cause = why;
        setup.media().release();
        setup.stack().tell(new SipStackActor.LegOver(setup.dialog().id(), leg, dues));
    }

    /** Requests go elsewhere from now on: the last report. */
    void report() {
        call.tell(new Transport.Ended(cause == null ? HangupCause.fault("the leg was stopped") : cause));
    }

    /** A request that still came here, for whoever answers now. */
    void passOn(SipLegActor.Received late) {
        setup.stack().tell(new SipStackActor.RequestArrived(late.arrival()));
    }

    /** A response that still came here. */
    void passOn(Leg.Responded late) {
        setup.stack().tell(new SipStackActor.ResponseArrived(late.response()));
    }

    /** Whether the end has begun. */
    boolean begun() {
        return cause != null;
    }
}
